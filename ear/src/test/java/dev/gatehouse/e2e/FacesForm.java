package dev.gatehouse.e2e;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One form of a page as the server wrote it, to be sent back as a browser without scripts would. */
final class FacesForm {

    private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(name|value|type)=\"([^\"]*)\"");

    private static final Pattern NONCE = Pattern.compile("<script\\b[^>]*\\bnonce=\"([^\"]+)\"");

    private final String id;
    private final Map<String, String> fields = new LinkedHashMap<>();

    private FacesForm(String id) {
        this.id = id;
    }

    /** @throws AssertionError if the page has no such form. */
    static FacesForm of(String page, String id) {
        Matcher form = Pattern.compile(
                        "<form\\b[^>]*\\bid=\"" + Pattern.quote(id) + "\"[^>]*>(.*?)</form>", Pattern.DOTALL)
                .matcher(page);
        if (!form.find()) {
            throw new AssertionError("there is no form " + id + " in: " + page);
        }
        FacesForm found = new FacesForm(id);
        NONCE.matcher(page)
                .results()
                .findFirst()
                .ifPresent(nonce -> found.fields.put("primefaces.nonce", nonce.group(1)));
        INPUT.matcher(form.group(1)).results().forEach(input -> found.keep(input.group()));
        return found;
    }

    private void keep(String input) {
        Map<String, String> attributes = ATTRIBUTE
                .matcher(input)
                .results()
                .collect(Collectors.toMap(each -> each.group(1), each -> each.group(2), (first, second) -> first));
        if ("hidden".equals(attributes.get("type")) && attributes.containsKey("name")) {
            fields.put(attributes.get("name"), attributes.getOrDefault("value", ""));
        }
    }

    /** @param name within the form */
    FacesForm with(String name, String value) {
        fields.put(id + ":" + name, value);
        return this;
    }

    /** The body of a press on the button. */
    String pressed(String button) {
        fields.put(id, id);
        fields.put(id + ":" + button, id + ":" + button);
        return body();
    }

    /** The body of a press on the button by PrimeFaces' script. */
    String pressedPartially(String button, String render) {
        fields.put("jakarta.faces.partial.ajax", "true");
        fields.put("jakarta.faces.source", id + ":" + button);
        fields.put("jakarta.faces.partial.execute", "@all");
        fields.put("jakarta.faces.partial.render", render);
        return pressed(button);
    }

    private String body() {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
