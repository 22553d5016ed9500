package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.ToolStarted;
import dev.gatehouse.contract.PermissionMode;

/** Points in a conversation at which something is killed. */
enum Moment {
    /** The prompt is accepted, and that is all. */
    ACCEPTED {
        @Override
        void reach(Talk talk) {
            talk.prompt(Scripts.of(Scripts.text("answered after all")));
        }
    },
    TEXT_STREAMS {
        @Override
        void reach(Talk talk) {
            talk.prompt(Scripts.of(Scripts.slowText("all of this comes slowly. ".repeat(20), 5, 80)));
            Await.until("some text", () -> talk.events().openLength() > 30);
        }
    },
    BASH_RUNS {
        @Override
        PermissionMode mode() {
            return PermissionMode.BYPASS_PERMISSIONS;
        }

        @Override
        void reach(Talk talk) {
            talk.prompt(Scripts.of(Scripts.bash("sleep 15; echo slept"), Scripts.text("it said ${lastToolResult}")));
            talk.events().await(ToolStarted.class, each -> true);
            Await.until("the command runs", () -> ProcessTable.commands().anyMatch(each -> each.contains("sleep 15")));
        }
    },
    QUESTION_IS_OPEN {
        @Override
        void reach(Talk talk) {
            talk.prompt(Scripts.of(Scripts.bash("touch asked"), Scripts.bash("touch asked"), Scripts.text("touched")));
            talk.awaitQuestion();
        }
    },
    JUST_ANSWERED {
        @Override
        void reach(Talk talk) {
            talk.prompt(Scripts.of(Scripts.bash("touch answered"), Scripts.text("touched")));
            PermissionRequested question = talk.awaitQuestion();
            var answer = talk.answer(question.questionId(), Decision.ONCE);
            assertEquals(202, answer.statusCode(), answer::body);
        }
    },
    PROMPTS_ARE_QUEUED {
        @Override
        void reach(Talk talk) {
            talk.prompt(Scripts.of(Scripts.slowText("the first one takes its time. ".repeat(12), 5, 60)));
            Await.until("some text", () -> talk.events().openLength() > 10);
            talk.prompt(Scripts.of(Scripts.text("the second")));
            talk.prompt(Scripts.of(Scripts.text("the third")));
        }
    };

    PermissionMode mode() {
        return PermissionMode.DEFAULT;
    }

    abstract void reach(Talk talk);
}
