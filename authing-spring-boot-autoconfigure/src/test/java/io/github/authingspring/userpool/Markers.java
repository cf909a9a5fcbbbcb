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

package io.github.authingspring.userpool;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Secrets to look for, each unlike anything else in a log or a response, and responses
 * that hold them.
 */
public final class Markers {

	public static final String POOL_SECRET = "pS9/qX+3\"zK\\7 üVw~4!Lm";

	public static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJ0TjFfcVh6LVc3a0JkIn0.tN1_qXz-W7kBdYr3/GhP+s5=";

	public static final String NEXT_TOKEN = "eyJ0eXAiOiJKV1QifQ.eyJqdGkiOiJ0TjJfVmptLVE4c0x3In0.tN2_Vjm-Q8sLwCe6/FuK+x1=";

	public static final String JWT_SECRET = "jW4/sT+8\"rN\\2 öHq~6!Bd";

	public static final String SMS_SECRET = "sM5/cF+1\"gP\\9 äJt~3!Rx";

	public static final String DB_PASSWORD = "dB6/pW+4\"hS\\1 éCk~8!Zn";

	public static final String DB_SCRIPT = "dS2/vB+6\"tM\\5 îXp~7!Gf";

	public static final String FUNCTION_KEY = "fK8-Yz3_mQ7rTd5xLc2w";

	public static final String ENV_VALUE = "eV7/bL+9\"wD\\4 ñFs~1!Kz";

	public static final String ENV_NUMBER = "739182640591827364";

	public static final String UNKNOWN_FIELD = "uF3/nR+2\"kG\\8 åQv~5!Hc";

	public static final String UNKNOWN_CREDENTIAL = "uC1/xJ+7\"dZ\\6 øMb~9!Pq";

	public static final String SENT_ENV_VALUE = "sE4/fT+5\"yN\\3 ßLw~2!Vk";

	public static final String SENT_SMS_SECRET = "sS6/zH+1\"qC\\7 łXr~8!Dj";

	public static final String DECLARED_VALUE = "dV2/kX+6\"bS\\8 æTq~4!Wn";

	public static final String DECLARED_SMS_SECRET = "dS9/gP+2\"hV\\1 ðKm~7!Yt";

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private Markers() {
	}

	static Map<String, String> all() {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("pool secret", POOL_SECRET);
		all.put("access token", TOKEN);
		all.put("next access token", NEXT_TOKEN);
		all.put("jwtSecret", JWT_SECRET);
		all.put("SMS configuration", SMS_SECRET);
		all.put("customDb.connection", DB_PASSWORD);
		all.put("customDb.scripts", DB_SCRIPT);
		all.put("passwordFaas", FUNCTION_KEY);
		all.put("environment variable", ENV_VALUE);
		all.put("environment variable that is a number", ENV_NUMBER);
		all.put("unknown field", UNKNOWN_FIELD);
		all.put("unknown field named like a credential", UNKNOWN_CREDENTIAL);
		all.put("environment variable sent", SENT_ENV_VALUE);
		all.put("SMS configuration sent", SENT_SMS_SECRET);
		all.put("declared variable", DECLARED_VALUE);
		all.put("declared SMS configuration", DECLARED_SMS_SECRET);
		return all;
	}

	/**
	 * Let a server respond with secrets wherever there can be some.
	 */
	public static AuthingServer serve(AuthingServer server) {
		return server.always(AuthingServer.TOKEN, AuthingServer.token(TOKEN, 1000))
			.always(AuthingServer.DETAIL, AuthingServer.json(200, detail()))
			.always(AuthingServer.UPDATE,
					AuthingServer.json(200,
							mapper.writeValueAsString(
									Map.of("data", Map.of("updateUserpool", mapper.readTree(detail()).path("data"))))))
			.always(AuthingServer.LIST_ENV, AuthingServer.json(200, env()))
			.always(AuthingServer.ADD_ENV, AuthingServer.json(200, "{\"code\":200,\"data\":{\"key\":\"KEY\"}}"));
	}

	static String detail() {
		ObjectNode response = (ObjectNode) Fixtures.json("detail/rest.json");
		response.put("message", UNKNOWN_FIELD);
		ObjectNode pool = (ObjectNode) response.path("data");
		pool.put("secret", POOL_SECRET);
		pool.put("jwtSecret", JWT_SECRET);
		((ObjectNode) pool.path("customSMSProvider")).put("config", smsConfig(SMS_SECRET));
		ObjectNode customDb = (ObjectNode) pool.path("customDb");
		customDb.putObject("connection").put("host", "db.example.com").put("password", DB_PASSWORD);
		((ArrayNode) customDb.path("scripts")).add(DB_SCRIPT);
		customDb.put("loggingConfig", DB_PASSWORD).put("cahceConfig", DB_PASSWORD);
		ObjectNode passwordFaas = (ObjectNode) pool.path("passwordFaas");
		for (String field : List.of("encryptUrl", "decryptUrl", "validateUrl")) {
			passwordFaas.put(field, "https://faas.example.com/?key=" + FUNCTION_KEY);
		}
		pool.put("unknownText", UNKNOWN_FIELD);
		pool.putObject("unknownObject").putArray("list").add(UNKNOWN_FIELD);
		pool.put("unknownApiKey", UNKNOWN_CREDENTIAL);
		pool.withObject("unknownObject").put("password", UNKNOWN_CREDENTIAL);
		return mapper.writeValueAsString(response);
	}

	static String env() {
		ObjectNode response = (ObjectNode) Fixtures.json("env/list.json");
		ArrayNode variables = (ArrayNode) response.path("data");
		((ObjectNode) variables.get(0)).put("value", ENV_VALUE);
		((ObjectNode) variables.get(1)).withObject("value")
			.put("nested", ENV_VALUE)
			.put("big", new BigInteger(ENV_NUMBER));
		return mapper.writeValueAsString(response);
	}

	static String smsConfig(String secret) {
		return mapper.writeValueAsString(Map.of("accessKeySecret", secret));
	}

}
