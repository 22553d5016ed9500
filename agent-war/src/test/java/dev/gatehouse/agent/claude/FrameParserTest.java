package dev.gatehouse.agent.claude;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as the CLI, 2.1.330, writes them. */
class FrameParserTest {

    private static CliFrame parse(String line) {
        return FrameParser.parse(line, line.length());
    }

    private static <F extends CliFrame> F parse(Class<F> type, String line) {
        return assertInstanceOf(type, parse(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'stream_event','event':{'type':'content_block_delta','index':1,'delta':{'type':'text_delta','text':'a'}},'parent_tool_use_id':'t'}",
                "{'parent_tool_use_id':'t','event':{'delta':{'text':'a','type':'text_delta'},'index':1,'type':'content_block_delta'},'type':'stream_event'}",
                "{'x':{'type':'result','event':[{'delta':1}]},'event':{'y':[[]],'delta':{'z':{'text':'no'},'text':'a','type':'text_delta'},'index':1,'type':'content_block_delta'},'parent_tool_use_id':'t','type':'stream_event'}"
            })
    void aDeltaIsReadWhateverTheOrderOfItsKeys(String line) {
        assertEquals(new StreamFrame.TextDelta(1, "a", Optional.of("t")), parse(line.replace('\'', '"')));
    }

    @Test
    void aMessageThatQuotesADeltaIsNoDelta() {
        MessageFrame.User user = parse(
                MessageFrame.User.class,
                "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"\\\"type\\\":\\\"stream_event\\\" content_block_delta\"}}");
        assertEquals(List.of(new ContentBlock.Text("\"type\":\"stream_event\" content_block_delta")), user.content());
    }

    @Test
    void theOtherDeltasKeepTheirKind() {
        String line =
                "{\"type\":\"stream_event\",\"event\":{\"type\":\"content_block_delta\",\"index\":0,\"delta\":%s}}";
        assertEquals(
                new StreamFrame.ThinkingDelta(0, "hm", Optional.empty()),
                parse(line.formatted("{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}")));
        assertEquals(
                new StreamFrame.InputJsonDelta(0, "{\"a", Optional.empty()),
                parse(line.formatted("{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\"}")));
        assertEquals(
                new StreamFrame.OtherDelta(0, "signature_delta", Optional.empty()),
                parse(line.formatted("{\"type\":\"signature_delta\",\"signature\":\"x\"}")));
    }

    @Test
    void theFramesAroundAStreamedBlock() {
        assertEquals(
                new StreamFrame.MessageStart("msg_1", "m", Optional.empty()),
                parse(
                        "{\"type\":\"stream_event\",\"event\":{\"message\":{\"id\":\"msg_1\",\"model\":\"m\"},\"type\":\"message_start\"},\"parent_tool_use_id\":null}"));
        StreamFrame.BlockStart start = parse(
                StreamFrame.BlockStart.class,
                "{\"type\":\"stream_event\",\"event\":{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"Bash\",\"input\":{}}}}");
        assertEquals("tool_use", start.blockType());
        assertEquals("Bash", start.block().getString("name"));
        assertEquals(
                new StreamFrame.BlockStop(1, Optional.empty()),
                parse("{\"type\":\"stream_event\",\"event\":{\"type\":\"content_block_stop\",\"index\":1}}"));
        assertEquals(
                Optional.of("end_turn"),
                parse(
                                StreamFrame.MessageDelta.class,
                                "{\"type\":\"stream_event\",\"event\":{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":5}}}")
                        .stopReason());
        assertEquals(
                new StreamFrame.MessageStop(Optional.empty()),
                parse("{\"type\":\"stream_event\",\"event\":{\"type\":\"message_stop\"}}"));
    }

    @Test
    void aResultKeepsWhatTellsAFailureFromASuccess() {
        MessageFrame.Result result = parse(MessageFrame.Result.class, """
                {"duration_api_ms":0,"stop_reason":null,"session_id":"s","total_cost_usd":0.00068,"usage":{"input_tokens":7},
                 "modelUsage":{"m":{"costUSD":0.00068}},"permission_denials":[{"tool_name":"Bash"}],"terminal_reason":"api_error",
                 "is_error":true,"api_error_status":400,"num_turns":2,"subtype":"success","result":"API Error: 400",
                 "user_message_uuids":["p","q"],"type":"result","duration_ms":407,"queued_turn_count":1,
                 "origin":{"kind":"task-notification"},"model_usage_since_last_result":{"m":{"inputTokens":7}}}
                """.replace("\n", ""));
        assertEquals("success", result.subtype());
        assertTrue(result.error());
        assertEquals(Optional.of(400), result.apiErrorStatus());
        assertEquals(Optional.of("api_error"), result.terminalReason());
        assertEquals(Optional.of("API Error: 400"), result.text());
        assertEquals(0.00068, result.totalCostUsd());
        assertEquals(7, result.usage().getInt("input_tokens"));
        assertEquals(1, result.permissionDenials().size());
        assertEquals(Optional.of("task-notification"), result.originKind());
        assertEquals(List.of("p", "q"), result.userMessages());
        assertEquals(2, result.turns());
        assertEquals(407, result.durationMillis());
        assertEquals(1, result.queuedTurns());
    }

    @Test
    void aQuestionKeepsEverythingItIsDecidedBy() {
        ControlFrame.CanUseTool question = parse(ControlFrame.CanUseTool.class, """
                {"type":"control_request","request_id":"r","request":{"subtype":"can_use_tool","tool_name":"Bash","display_name":"Bash",
                 "input":{"command":"touch a"},"description":"touch a","permission_suggestions":[{"type":"addRules"}],"blocked_path":"/w/a",
                 "decision_reason":"because","decision_reason_type":"rule","decision_reason_rule_source":"flagSettings",
                 "matched_ask_rule":{"source":"flagSettings","tool_name":"Bash"},"agent_id":"a1","requires_user_interaction":true,
                 "suppress_always_allow_rule":true,"tool_use_id":"toolu_1"}}
                """.replace("\n", ""));
        assertEquals("r", question.requestId());
        assertEquals("touch a", question.input().getString("command"));
        assertEquals("toolu_1", question.toolUseId());
        assertEquals(1, question.suggestions().size());
        assertEquals(Optional.of("/w/a"), question.blockedPath());
        assertEquals(Optional.of("because"), question.reason());
        assertEquals(Optional.of("rule"), question.reasonType());
        assertEquals(Optional.of("Bash"), question.matchedAskRule());
        assertEquals(Optional.of("a1"), question.agentId());
        assertTrue(question.requiresUserInteraction());
        assertTrue(question.suppressAlwaysAllow());
    }

    @Test
    void theOtherControlFrames() {
        assertEquals(new ControlFrame.Cancel("r"), parse("{\"type\":\"control_cancel_request\",\"request_id\":\"r\"}"));
        ControlFrame.HookCallback hook = parse(
                ControlFrame.HookCallback.class,
                "{\"type\":\"control_request\",\"request_id\":\"h\",\"request\":{\"subtype\":\"hook_callback\",\"callback_id\":\"h0\",\"input\":{\"tool_name\":\"Bash\"},\"tool_use_id\":\"t\"}}");
        assertEquals("h0", hook.callbackId());
        assertEquals("Bash", hook.input().getString("tool_name"));
        assertEquals(
                "elicitation",
                parse(
                                ControlFrame.Refused.class,
                                "{\"type\":\"control_request\",\"request_id\":\"e\",\"request\":{\"subtype\":\"elicitation\"}}")
                        .subtype());
    }

    @Test
    void toolResultsSayWhetherTheCallWasAllowed() {
        MessageFrame.User user = parse(MessageFrame.User.class, """
                {"type":"user","message":{"role":"user","content":[{"tool_use_id":"t1","type":"tool_result","is_error":true,
                 "content":[{"type":"text","text":"no"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}]},
                 "tool_use_result":"Error: no","isSynthetic":true,"parent_tool_use_id":"p",
                 "tool_result_meta":[{"id":"t1","permission_decision":{"decision":"reject","source":"config","reason_type":"rule"}}]}
                """.replace("\n", ""));
        assertEquals(
                List.of(new ContentBlock.ToolResult(
                        "t1", List.of(new ContentBlock.Text("no"), new ContentBlock.Image("image/png", "AAAA")), true)),
                user.content());
        assertEquals(Optional.of("p"), user.parent());
        assertTrue(user.synthetic());
        assertEquals(
                new MessageFrame.ToolResultMeta(
                        "t1", Optional.of("reject"), Optional.of("config"), Optional.of("rule")),
                user.toolResults().get("t1"));
    }

    @Test
    void aSyntheticMessageNamesItsError() {
        MessageFrame.Assistant message = parse(
                MessageFrame.Assistant.class,
                "{\"type\":\"assistant\",\"message\":{\"id\":\"m\",\"model\":\"<synthetic>\",\"content\":[{\"type\":\"text\",\"text\":\"Not logged in\"}]},\"error\":\"authentication_failed\"}");
        assertTrue(message.synthetic());
        assertEquals(Optional.of("authentication_failed"), message.error());
    }

    @Test
    void whatTheSessionSaysOfItself() {
        assertEquals(
                new SessionFrame.CommandLifecycle("c", "queued"),
                parse("{\"type\":\"command_lifecycle\",\"command_uuid\":\"c\",\"state\":\"queued\",\"uuid\":\"u\"}"));
        assertEquals(
                new SessionFrame.Status(
                        Optional.empty(), Optional.of("plan"), List.of(), Optional.empty(), Optional.empty()),
                parse("{\"type\":\"system\",\"subtype\":\"status\",\"status\":null,\"permissionMode\":\"plan\"}"));
        assertEquals(
                new SessionFrame.ApiRetry(1, 10, 595, Optional.of(529), "overloaded"),
                parse(
                        "{\"type\":\"system\",\"subtype\":\"api_retry\",\"attempt\":1,\"max_retries\":10,\"retry_delay_ms\":594.6,\"error_status\":529,\"error\":\"overloaded\"}"));
        assertEquals(
                new SessionFrame.CompactBoundary("auto", 123, 593),
                parse(
                        "{\"type\":\"system\",\"subtype\":\"compact_boundary\",\"compact_metadata\":{\"trigger\":\"auto\",\"pre_tokens\":123,\"post_tokens\":593}}"));
        assertEquals(
                "five_hour",
                parse(
                                SessionFrame.RateLimit.class,
                                "{\"type\":\"rate_limit_event\",\"rate_limit_info\":{\"status\":\"allowed_warning\",\"rateLimitType\":\"five_hour\",\"utilization\":0.91}}")
                        .limitType()
                        .orElseThrow());
        SessionFrame.Init init = parse(
                SessionFrame.Init.class,
                "{\"type\":\"system\",\"subtype\":\"init\",\"cwd\":\"/w\",\"session_id\":\"s\",\"tools\":[\"Bash\"],\"model\":\"m\",\"permissionMode\":\"default\",\"claude_code_version\":\"2.1.330\"}");
        assertEquals("2.1.330", init.version());
        assertEquals(List.of("Bash"), init.tools());
    }

    @Test
    void tasksAndTheirEnd() {
        assertEquals(
                new TaskFrame.Started("b", Optional.of("t"), "bg job", Optional.of("local_bash"), Optional.empty()),
                parse(
                        "{\"type\":\"system\",\"subtype\":\"task_started\",\"task_id\":\"b\",\"tool_use_id\":\"t\",\"description\":\"bg job\",\"task_type\":\"local_bash\"}"));
        assertEquals(
                new TaskFrame.Notification("b", Optional.empty(), "completed", "done"),
                parse(
                        "{\"type\":\"system\",\"subtype\":\"task_notification\",\"task_id\":\"b\",\"status\":\"completed\",\"summary\":\"done\"}"));
        assertEquals(
                new TaskFrame.BackgroundTasksChanged(List.of()),
                parse("{\"type\":\"system\",\"subtype\":\"background_tasks_changed\",\"tasks\":[]}"));
    }

    @Test
    void whatIsUnknownIsKeptWhole() {
        CliFrame.Unknown later = parse(CliFrame.Unknown.class, "{\"type\":\"later\",\"x\":1}");
        assertEquals("later", later.type());
        assertEquals(1, later.raw().getInt("x"));
        assertEquals(
                "system/later",
                parse(CliFrame.Unknown.class, "{\"type\":\"system\",\"subtype\":\"later\"}")
                        .type());
        assertEquals("", parse(CliFrame.Unknown.class, "{\"type\":7}").type());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream_event",
                "assistant",
                "user",
                "result",
                "control_request",
                "control_response",
                "control_cancel_request",
                "command_lifecycle",
                "rate_limit_event",
                "tool_progress"
            })
    void missingFieldsAndWrongTypesAreNoFailure(String type) {
        assertInstanceOf(CliFrame.class, parse("{\"type\":\"" + type + "\"}"));
        parse(
                "{\"type\":\"" + type
                        + "\",\"event\":1,\"message\":[],\"request\":\"x\",\"response\":null,\"tool_result_meta\":{},\"permission_denials\":[1]}");
    }
}
