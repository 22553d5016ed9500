package dev.gatehouse.agent.security;

import dev.gatehouse.contract.ServiceToken.Binding;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Carries what the token says of the body from the mechanism, which must not read it, to the filter that does. */
final class RequestBinding {

    private static final String ATTRIBUTE = RequestBinding.class.getName();

    private RequestBinding() {}

    static void keep(HttpServletRequest request, Binding binding) {
        request.setAttribute(ATTRIBUTE, binding);
    }

    static Optional<Binding> of(HttpServletRequest request) {
        return Optional.ofNullable((Binding) request.getAttribute(ATTRIBUTE));
    }
}
