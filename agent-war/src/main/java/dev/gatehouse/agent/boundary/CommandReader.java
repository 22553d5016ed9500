package dev.gatehouse.agent.boundary;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.ContractJson;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Lets a resource take an {@link AgentCommand} as its body. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class CommandReader implements MessageBodyReader<AgentCommand> {

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return AgentCommand.class.isAssignableFrom(type);
    }

    @Override
    public AgentCommand readFrom(
            Class<AgentCommand> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return ContractJson.readCommand(ContractJson.parse(Utf8.text(body.readAllBytes())));
    }
}
