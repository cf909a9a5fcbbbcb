/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.authingspring.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the sandbox takes the requests of Authing's other SDKs, byte for byte as
 * they write them (section 7 of the API contract). Those of PHP, Python, Ruby and Java
 * were recorded from the SDK, those of Go from its HTTP client with the SDK's headers;
 * those of C# follow its source.
 */
@Timeout(30)
class SdkRequestTests {

	private final MutableClock clock = new MutableClock();

	private final AuthingSandbox sandbox = AuthingSandbox.builder().clock(this.clock).start();

	private final Map<String, Object> userpool = this.sandbox.userpool();

	@AfterEach
	void closeSandbox() {
		this.sandbox.close();
	}

	@Test
	void phpToken() throws IOException {
		String token = json(200,
				"""
						POST /graphql/v2 HTTP/1.1
						Host: {host}
						Accept: */*
						Authorization: Bearer\s
						Content-type: application/json
						x-authing-userpool-id: {pool}
						x-authing-request-from: SDK
						x-authing-sdk-version: php:4.1.29
						Content-Length: {length}

						{"query":"query accessToken($userPoolId: String!, $secret: String!) {\\n  accessToken(userPoolId: $userPoolId, \
						secret: $secret) {\\n    accessToken\\n    exp\\n    iat\\n  }\\n}","operationName":"accessToken",\
						"variables":{"userPoolId":"{pool}","secret":"{secret}"}}""")
			.at("/data/accessToken/accessToken")
			.asString();
		assertIsAccepted(token);
	}

	@Test
	void phpDetail() throws IOException {
		assertThat(json(200, """
				POST /graphql/v2 HTTP/1.1
				Host: {host}
				Accept: */*
				Authorization: Bearer {token}
				Content-type: application/json
				x-authing-userpool-id: {pool}
				x-authing-request-from: SDK
				x-authing-sdk-version: php:4.1.29
				Content-Length: {length}

				{"query":"query userpool {\\n  userpool {\\n    id\\n    name\\n  }\\n}","operationName":"userpool",\
				"variables":[]}""")).isEqualTo(SandboxClient.json(
				"{ \"data\": { \"userpool\": { \"id\": \"59f86b4832eb28071bdd9214\", \"name\": \"Sandbox pool\" } } }"));
		assertThat(this.sandbox.requests(Operation.DETAIL)).hasSize(1);
	}

	@Test
	void phpUpdateOfFalseAlone() throws IOException {
		this.clock.advance(Duration.ofSeconds(5));
		assertThat(phpUpdate("[]").at("/data/updateUserpool/id").asString()).isEqualTo(this.sandbox.userpoolId());
		assertThat(this.sandbox.userpool()).isEqualTo(this.userpool);
	}

	@Test
	void phpUpdateOfFalseInNestedObject() throws IOException {
		assertThat(phpUpdate("{\"name\":\"PHP\",\"whitelist\":[]}").at("/data/updateUserpool/id").asString())
			.isEqualTo(this.sandbox.userpoolId());
		assertThat(this.sandbox.userpool()).containsEntry("name", "PHP")
			.containsEntry("whitelist", this.userpool.get("whitelist"));
	}

	private JsonNode phpUpdate(String input) throws IOException {
		return json(200,
				"""
						POST /graphql/v2 HTTP/1.1
						Host: {host}
						Accept: */*
						Authorization: Bearer {token}
						Content-type: application/json
						x-authing-userpool-id: {pool}
						x-authing-request-from: SDK
						x-authing-sdk-version: php:4.1.29
						Content-Length: {length}

						{"query":"mutation updateUserpool($input: UpdateUserpoolInput!) {\\n  updateUserpool(input: $input) {\\n    id\\n\
						  }\\n}","operationName":"updateUserpool","variables":{"input":{input}}}"""
					.replace("{input}", input));
	}

	@Test
	void phpEnv() throws IOException {
		assertThat(json(201, """
				POST /api/v2/env HTTP/1.1
				Host: {host}
				Accept: */*
				Authorization: Bearer {token}
				Content-type: application/json
				x-authing-userpool-id: {pool}
				x-authing-request-from: SDK
				x-authing-sdk-version: php:4.1.29
				Content-Length: {length}

				{"key":"PHP_KEY","value":"a\\/b \\u00fc"}""").at("/data/key").asString()).isEqualTo("PHP_KEY");
		assertThat(this.sandbox.env()).containsEntry("PHP_KEY", "a/b ü");
		assertThat(json(200, """
				GET /api/v2/env HTTP/1.1
				Host: {host}
				Accept: */*
				Authorization: Bearer {token}
				Content-type: application/json
				x-authing-userpool-id: {pool}
				x-authing-request-from: SDK
				x-authing-sdk-version: php:4.1.29

				""").at("/data").size()).isEqualTo(3);
		assertThat(json(200, """
				DELETE /api/v2/env/PHP_KEY HTTP/1.1
				Host: {host}
				Accept: */*
				Authorization: Bearer {token}
				Content-type: application/json
				x-authing-userpool-id: {pool}
				x-authing-request-from: SDK
				x-authing-sdk-version: php:4.1.29
				Content-Length: {length}

				[]""").at("/code").asInt()).isEqualTo(200);
		assertThat(this.sandbox.env()).doesNotContainKey("PHP_KEY");
	}

	@Test
	void cSharpToken() throws IOException {
		String token = json(200,
				"""
						POST /graphql/v2 HTTP/1.1
						Host: {host}
						Content-Type: application/json; charset=utf-8
						Content-Length: {length}

						{"query":"\\r\\n        query accessToken($userPoolId: String!, $secret: String!) {\\r\\n          \
						accessToken(userPoolId: $userPoolId, secret: $secret) {\\r\\n            accessToken\\r\\n            exp\
						\\r\\n            iat\\r\\n          }\\r\\n        }\\r\\n        ","operationName":"accessToken",\
						"variables":{"userPoolId":"{pool}","secret":"{secret}"}}""")
			.at("/data/accessToken/accessToken")
			.asString();
		assertIsAccepted(token);
	}

	@Test
	void cSharpDetail() throws IOException {
		assertThat(json(200, """
				GET /api/v2/userpools/detail HTTP/1.1
				Host: {host}
				Authorization: {token}
				x-authing-userpool-id: {pool}
				x-authing-request-from: SDK
				x-authing-sdk-version: c-sharp:4:2:4:7

				""").at("/data/id").asString()).isEqualTo(this.sandbox.userpoolId());
	}

	@Test
	void cSharpUpdate() throws IOException {
		assertThat(json(200,
				"""
						POST /graphql/v2 HTTP/1.1
						Host: {host}
						Authorization: {token}
						x-authing-userpool-id: {pool}
						x-authing-request-from: SDK
						x-authing-sdk-version: c-sharp:4:2:4:7
						Content-Type: application/json; charset=utf-8
						Content-Length: {length}

						{"query":"\\r\\n        mutation updateUserpool($input: UpdateUserpoolInput!) {\\r\\n          \
						updateUserpool(input: $input) {\\r\\n            registerDisabled\\r\\n          }\\r\\n        }\\r\\n        ",\
						"operationName":"updateUserpool","variables":{"input":{"registerDisabled":true}}}""")
			.at("/data/updateUserpool/registerDisabled")
			.asBoolean()).isTrue();
	}

	@Test
	void cSharpEnv() throws IOException {
		assertThat(json(201, """
				POST /api/v2/env HTTP/1.1
				Host: {host}
				Authorization: {token}
				x-authing-userpool-id: {pool}
				x-authing-request-from: SDK
				x-authing-sdk-version: c-sharp:4:2:4:7
				Content-Type: application/x-www-form-urlencoded
				Content-Length: {length}

				key=123&value=123""").at("/data/key").asString()).isEqualTo("123");
		assertThat(this.sandbox.env()).containsEntry("123", "123");
		assertThat(json(200, """
				GET /api/v2/env HTTP/1.1
				Host: {host}
				Authorization: {token}
				x-authing-userpool-id: {pool}
				x-authing-request-from: SDK
				x-authing-sdk-version: c-sharp:4:2:4:7

				""").at("/data/2/value").asString()).isEqualTo("123");
		assertThat(json(200, """
				DELETE /api/v2/env/123 HTTP/1.1
				Host: {host}
				Authorization: {token}
				x-authing-userpool-id: {pool}
				x-authing-request-from: SDK
				x-authing-sdk-version: c-sharp:4:2:4:7

				""").at("/code").asInt()).isEqualTo(200);
		assertThat(this.sandbox.env()).doesNotContainKey("123");
	}

	@Test
	void rubyToken() throws IOException {
		String token = json(200,
				"""
						POST /graphql/v2 HTTP/1.1
						Content-Type: application/json
						X-Authing-Sdk-Version: ruby:1.1.6
						X-Authing-Userpool-Id: {pool}
						X-Authing-Request-From: sdk
						X-Authing-App-Id:\s
						X-Authing-Lang:\s
						Connection: close
						Host: {host}
						User-Agent: http.rb/4.4.1
						Content-Length: {length}

						{"query":"query accessToken($userPoolId: String!, $secret: String!){\\n    accessToken(userPoolId: $userPoolId, \
						secret: $secret){\\n        accessToken\\n        exp\\n        iat\\n    }\\n}","variables":\
						{"userPoolId":"{pool}","secret":"{secret}"}}""")
			.at("/data/accessToken/accessToken")
			.asString();
		assertIsAccepted(token);
	}

	@Test
	void rubyEnv() throws IOException {
		assertThat(json(201, """
				POST /api/v2/env HTTP/1.1
				User-Agent: Faraday v1.1.0
				X-Authing-Sdk-Version: ruby:1.1.6
				X-Authing-Userpool-Id: {pool}
				X-Authing-Request-From: sdk
				X-Authing-App-Id:\s
				X-Authing-Lang:\s
				Authorization: Bearer {token}
				Content-Type: application/x-www-form-urlencoded
				Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3
				Accept: */*
				Host: {host}
				Content-Length: {length}

				key=123&value=a+b%26%C3%BC""").at("/data/key").asString()).isEqualTo("123");
		assertThat(this.sandbox.env()).containsEntry("123", "a b&ü");
	}

	@Test
	void pythonSchemaBeforeTheFirstToken() throws IOException {
		JsonNode schema = json(200,
				"""
						POST /graphql/v2 HTTP/1.1
						Host: {host}
						User-Agent: python-requests/2.28.1
						Accept-Encoding: gzip, deflate
						Accept: */*
						Connection: keep-alive
						x-authing-sdk-version: python:4.5.18
						x-authing-userpool-id: {pool}
						x-authing-request-from: sdk
						Content-Length: {length}
						Content-Type: application/json

						{"query": "query IntrospectionQuery {\\n  __schema {\\n    queryType {\\n      name\\n    }\\n    mutationType {\\n\
						      name\\n    }\\n    subscriptionType {\\n      name\\n    }\\n    types {\\n      ...FullType\\n    }\\n\
						    directives {\\n      name\\n      description\\n      locations\\n      args {\\n        ...InputValue\\n      }\\n\
						    }\\n  }\\n}\\n\\nfragment FullType on __Type {\\n  kind\\n  name\\n  description\\n\
						  fields(includeDeprecated: true) {\\n    name\\n    description\\n    args {\\n      ...InputValue\\n    }\\n\
						    type {\\n      ...TypeRef\\n    }\\n    isDeprecated\\n    deprecationReason\\n  }\\n  inputFields {\\n\
						    ...InputValue\\n  }\\n  interfaces {\\n    ...TypeRef\\n  }\\n  enumValues(includeDeprecated: true) {\\n    name\\n\
						    description\\n    isDeprecated\\n    deprecationReason\\n  }\\n  possibleTypes {\\n    ...TypeRef\\n  }\\n}\\n\\n\
						fragment InputValue on __InputValue {\\n  name\\n  description\\n  type {\\n    ...TypeRef\\n  }\\n  defaultValue\\n}\\n\\n\
						fragment TypeRef on __Type {\\n  kind\\n  name\\n  ofType {\\n    kind\\n    name\\n    ofType {\\n      kind\\n\
						      name\\n      ofType {\\n        kind\\n        name\\n        ofType {\\n          kind\\n          name\\n\
						          ofType {\\n            kind\\n            name\\n            ofType {\\n              kind\\n\
						              name\\n              ofType {\\n                kind\\n                name\\n              }\\n\
						            }\\n          }\\n        }\\n      }\\n    }\\n  }\\n}\\n"}""");
		assertThat(schema.has("errors")).isFalse();
		assertThat(schema.at("/data/__schema/queryType/name").asString()).isEqualTo("Query");
		assertThat(schema.at("/data/__schema/types").findValuesAsString("name")).contains("UserPool",
				"UpdateUserpoolInput", "registerDisabled");
	}

	@Test
	void pythonToken() throws IOException {
		String token = json(200,
				"""
						POST /graphql/v2 HTTP/1.1
						Host: {host}
						User-Agent: python-requests/2.28.1
						Accept-Encoding: gzip, deflate
						Accept: */*
						Connection: keep-alive
						x-authing-sdk-version: python:4.5.18
						x-authing-userpool-id: {pool}
						x-authing-request-from: sdk
						Content-Length: {length}
						Content-Type: application/json

						{"query": "query accessToken($userPoolId: String!, $secret: String!) {\\n  accessToken(userPoolId: $userPoolId, \
						secret: $secret) {\\n    accessToken\\n    exp\\n    iat\\n  }\\n}\\n", \
						"variables": {"userPoolId": "{pool}", "secret": "{secret}"}}""")
			.at("/data/accessToken/accessToken")
			.asString();
		assertIsAccepted(token);
	}

	@Test
	void pythonEnv() throws IOException {
		assertThat(json(201, """
				POST /api/v2/env HTTP/1.1
				Host: {host}
				User-Agent: python-requests/2.28.1
				Accept-Encoding: gzip, deflate
				Accept: */*
				Connection: keep-alive
				x-authing-sdk-version: python:4.5.18
				x-authing-userpool-id: {pool}
				x-authing-request-from: sdk
				x-authing-lang:\s
				authorization: Bearer {token}
				Content-Length: {length}
				Content-Type: application/json

				{"key": "py", "value": {"a": "\\u00fc"}}""").at("/messgae").asString()).isEqualTo("设置环境变量成功");
		assertThat(this.sandbox.env()).containsEntry("py", Map.of("a", "ü"));
	}

	@Test
	void goToken() throws IOException {
		String token = json(200,
				"""
						POST /graphql/v2 HTTP/1.1
						Host: {host}
						User-Agent: Go-http-client/1.1
						Content-Length: {length}
						Content-Type: application/json
						X-Authing-App-Id:\s
						X-Authing-Request-From: SDK
						X-Authing-Sdk-Version: go:2.0.0
						X-Authing-Userpool-Id: {pool}
						Accept-Encoding: gzip

						{"query":"query accessToken($userPoolId: String!, $secret: String!) {\\n  accessToken(userPoolId: $userPoolId, \
						secret: $secret) {\\n    accessToken\\n    exp\\n    iat\\n  }\\n}",\
						"variables":{"secret":"{secret}","userPoolId":"{pool}"}}
						""")
			.at("/data/accessToken/accessToken")
			.asString();
		assertIsAccepted(token);
	}

	@Test
	void goEnv() throws IOException {
		assertThat(json(201, """
				POST /api/v2/env HTTP/1.1
				Host: {host}
				User-Agent: Go-http-client/1.1
				Content-Length: {length}
				Authorization: Bearer {token}
				Content-Type: application/json
				X-Authing-App-Id:\s
				X-Authing-Request-From: SDK
				X-Authing-Sdk-Version: go:2.0.0
				X-Authing-Userpool-Id: {pool}
				Accept-Encoding: gzip

				{"key":"k","value":"v\\u003c\\u003e\\u0026"}
				""").at("/code").asInt()).isEqualTo(200);
		assertThat(this.sandbox.env()).containsEntry("k", "v<>&");
		assertThat(json(200, """
				DELETE /api/v2/env/k HTTP/1.1
				Host: {host}
				User-Agent: Go-http-client/1.1
				Authorization: Bearer {token}
				Content-Type: application/json
				X-Authing-App-Id:\s
				X-Authing-Request-From: SDK
				X-Authing-Sdk-Version: go:2.0.0
				X-Authing-Userpool-Id: {pool}
				Accept-Encoding: gzip

				""").at("/code").asInt()).isEqualTo(200);
		assertThat(this.sandbox.env()).doesNotContainKey("k");
	}

	@Test
	void javaToken() throws IOException {
		String token = json(200, """
				GET /api/v2/userpools/accessToken?userPoolId={pool}&secret={secret} HTTP/1.1
				Authorization: Bearer null
				x-authing-userpool-id: {pool}
				x-authing-request-from: SDK
				x-authing-sdk-version: java:4.3.66
				x-authing-app-id:\s
				x-authing-app-tenant-id:\s
				Host: {host}
				Connection: Keep-Alive
				Accept-Encoding: gzip
				User-Agent: okhttp/4.8.0

				""").at("/accessToken").asString();
		assertIsAccepted(token);
	}

	private void assertIsAccepted(String token) {
		assertThat(SandboxClient.anonymous(this.sandbox).withToken(token).get("/api/v2/env").at("code").asInt())
			.isEqualTo(200);
	}

	/**
	 * Send a request.
	 * @param status the HTTP status that the response must have
	 * @param request the request with LF for CRLF in its head
	 * @return the body of the response
	 */
	private JsonNode json(int status, String request) throws IOException {
		int end = request.indexOf("\n\n") + 1;
		String body = fill(request.substring(end + 1));
		String head = fill(request.substring(0, end))
			.replace("{length}", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length))
			.replace("\n", "\r\n");
		try (RawConnection connection = RawConnection.to(this.sandbox)) {
			connection.write(head + "\r\n" + body);
			RawConnection.Response response = connection.readResponse();
			assertThat(response.head()).startsWith("HTTP/1.1 " + status + " ");
			return SandboxClient.json(response.body());
		}
	}

	private String fill(String text) {
		String filled = text.replace("{host}", "127.0.0.1:" + this.sandbox.port())
			.replace("{pool}", this.sandbox.userpoolId())
			.replace("{secret}", this.sandbox.secret());
		return filled.contains("{token}") ? filled.replace("{token}", token()) : filled;
	}

	private String token() {
		return SandboxClient.anonymous(this.sandbox)
			.requestToken(this.sandbox.userpoolId(), this.sandbox.secret())
			.at("accessToken")
			.asString();
	}

}
