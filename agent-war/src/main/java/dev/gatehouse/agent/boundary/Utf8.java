package dev.gatehouse.agent.boundary;

import dev.gatehouse.contract.ContractJson.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text from outside: what is not UTF-8 is refused, not silently replaced. */
public final class Utf8 {

    private Utf8() {}

    /** @throws MalformedException if the bytes are not UTF-8. */
    public static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("The body is not UTF-8.");
        }
    }
}
