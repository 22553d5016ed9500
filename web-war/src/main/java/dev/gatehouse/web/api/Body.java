package dev.gatehouse.web.api;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a JSON body up to a bound. */
public final class Body {

    private Body() {}

    /** An empty body is an empty object. @throws GatehouseException {@code TOO_LARGE} or {@code MALFORMED_REQUEST} */
    public static JsonObject read(InputStream in, int maxBytes) {
        byte[] bytes;
        try {
            bytes = in.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw new GatehouseException(ProblemCode.MALFORMED_REQUEST, "The request ended too early.", e);
        }
        if (bytes.length > maxBytes) {
            throw new GatehouseException(
                    ProblemCode.TOO_LARGE, "This is larger than the " + maxBytes / 1024 + " KB that can be sent.");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.isBlank() ? JsonObject.EMPTY_JSON_OBJECT : ContractJson.parse(text);
    }
}
