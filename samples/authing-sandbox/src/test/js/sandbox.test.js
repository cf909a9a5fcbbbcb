// Copyright 2026-present the original author or authors.
//
// Licensed under the Apache License, Version 2.0 (the "License");
// you may not use this file except in compliance with the License.
// You may obtain a copy of the License at
//
//      https://www.apache.org/licenses/LICENSE-2.0
//
// Unless required by applicable law or agreed to in writing, software
// distributed under the License is distributed on an "AS IS" BASIS,
// WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
// See the License for the specific language governing permissions and
// limitations under the License.

// Tests that Authing's JavaScript SDK takes the packaged sandbox for Authing, the last version and an old one.
// SANDBOX_JAR names the jar; ./run builds the surroundings.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, beforeEach, describe, test } from 'node:test';

const java = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java';

async function startSandbox(ManagementClient, ...args) {
  const child = spawn(java, ['-jar', process.env.SANDBOX_JAR, '--port=0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const properties = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, value] = /^authing\.([\w-]+)=(.*)$/.exec(line) ?? [];
    if (name) {
      properties[name] = value;
    }
    if (name === 'secret') {
      break;
    }
  }
  assert.ok(properties.secret, 'the sandbox did not start');
  const control = async (method, path, body) => {
    const response = await fetch(`${properties.host}/__sandbox/${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    assert.ok(response.ok, `${method} ${path}: ${response.status}`);
    return response.status === 204 ? undefined : response.json();
  };
  return {
    control,
    operations: async () => (await control('GET', 'requests')).map((request) => request.operation),
    client: (options) =>
      new ManagementClient({
        host: properties.host,
        userPoolId: properties['userpool-id'],
        secret: properties.secret,
        ...options,
      }),
    stop: async () => {
      child.kill();
      await once(child, 'exit');
    },
    ...properties,
  };
}

const old = 'authing-js-sdk-4.15.8';

for (const sdk of ['authing-js-sdk', old]) {
  describe(sdk, () => {
    let ManagementClient;
    let sandbox;
    let userpool;

    before(async () => {
      ({ ManagementClient } = await import(sdk));
      sandbox = await startSandbox(ManagementClient);
    });

    after(() => sandbox?.stop());

    beforeEach(async () => {
      await sandbox.control('POST', 'reset');
      userpool = sandbox.client().userpool;
    });

    test('detail', async () => {
      const detail = await userpool.detail();
      assert.equal(detail.id, sandbox['userpool-id']);
      assert.equal(detail.secret, sandbox.secret);
      assert.equal(detail.createdAt, '2021-09-08T05:42:22.498Z');
      assert.equal(detail.app2WxappLoginStrategy.ticketExpiresAfter, 120);
      assert.deepEqual(await sandbox.operations(), ['authenticate', 'detail']);
    });

    test('update', async () => {
      const updated = await userpool.update({ registerDisabled: true, loginFailCheck: { limit: 9 } });
      assert.equal(updated.registerDisabled, true);
      assert.deepEqual(updated.loginFailCheck, { timeInterval: 300, limit: 9, enabled: true });
      assert.equal(updated.app2WxappLoginStrategy.ticketExpriresAfter, 120);
      assert.match(updated.updatedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
      const detail = await userpool.detail();
      assert.equal(detail.registerDisabled, true);
      assert.equal(detail.name, 'Sandbox pool');
    });

    test('update when the domain is taken', async () => {
      await assert.rejects(
        sandbox.client({ lang: 'en-US' }).userpool.update({ domain: 'taken' }),
        (error) => error.code === 2039 && error.message === (sdk === old ? '域名已被占用' : 'The domain is already taken'),
      );
    });

    test('update when the server is an older one', async () => {
      await sandbox.control('POST', 'faults', { olderSchema: true });
      const update = userpool.update({ registerDisabled: true });
      if (sdk === old) {
        assert.equal((await update).registerDisabled, true);
      } else {
        await assert.rejects(update);
      }
    });

    test('listEnv', async () => {
      const variables = await userpool.listEnv();
      assert.deepEqual(
        variables.map(({ key, value }) => [key, value]),
        [
          ['LARK_WEBHOOK', 'https://open.example.com/bot/v2/hook/sandbox-webhook'],
          ['FEATURES', { invitations: true, trialShare: 0.1 }],
        ],
      );
    });

    test('addEnv', async () => {
      const added = await userpool.addEnv('KEY', { a: [1, null] });
      assert.equal(added.key, 'KEY');
      assert.equal('value' in added, false);
      const variables = await userpool.listEnv();
      assert.deepEqual(variables.find(({ key }) => key === 'KEY').value, { a: [1, null] });
    });

    test('removeEnv', async () => {
      assert.equal(await userpool.removeEnv('FEATURES'), undefined);
      assert.deepEqual(
        (await userpool.listEnv()).map(({ key }) => key),
        ['LARK_WEBHOOK'],
      );
    });

    test('a good token is kept', async () => {
      await userpool.listEnv();
      await userpool.detail();
      await userpool.update({ description: 'new' });
      assert.deepEqual(await sandbox.operations(), ['authenticate', 'listEnv', 'detail', 'update']);
    });

    test('a revoked token is rejected, a new one is accepted', async () => {
      await userpool.detail();
      await sandbox.control('DELETE', 'tokens');
      await assert.rejects(userpool.detail(), (error) => error.code === 2206);
      await assert.rejects(userpool.update({ name: 'new' }), (error) => error.code === 500);
      assert.equal((await sandbox.client().userpool.detail()).name, 'Sandbox pool');
    });

    test('a wrong secret is rejected', async () => {
      await assert.rejects(
        sandbox.client({ secret: 'wrong' }).userpool.detail(),
        (error) => error.code === 2018,
      );
    });

    test('the SDK fails as the sandbox does', async () => {
      await userpool.detail();
      await sandbox.control('POST', 'faults', { status: 503, operation: 'listEnv', times: 1 });
      await assert.rejects(userpool.listEnv(), (error) => error.response.status === 503);
      assert.equal((await userpool.listEnv()).length, 2);
      await sandbox.control('POST', 'faults', { dropConnection: true, times: 1 });
      await assert.rejects(userpool.listEnv(), (error) => error.response === undefined);
    });

    test('a token that is about to expire is renewed', async () => {
      const impatient = await startSandbox(ManagementClient, '--token-lifetime=1800');
      try {
        const client = impatient.client();
        await client.userpool.listEnv();
        await client.userpool.detail();
        assert.deepEqual(await impatient.operations(), ['authenticate', 'listEnv', 'authenticate', 'detail']);
      } finally {
        await impatient.stop();
      }
    });
  });
}
