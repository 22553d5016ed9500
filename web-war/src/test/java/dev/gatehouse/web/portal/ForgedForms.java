package dev.gatehouse.web.portal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every press of a button that a page offers, as the bodies of the requests its script would send. */
final class ForgedForms {

    private static final Pattern FORM =
            Pattern.compile("<form\\b[^>]*\\bid=\"([^\"]+)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<(?:input|select)\\b[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(name|value|type)=\"([^\"]*)\"");
    private static final Pattern NONCE = Pattern.compile("<script\\b[^>]*\\bnonce=\"([^\"]+)\"");

    /** The source in PrimeFaces' own call, in a script or in the attribute that waits for a confirmation. */
    private static final Pattern SOURCE = Pattern.compile("\\bs:\\s*[\"']([\\w:-]+)[\"']");

    private static final Pattern NAMED = Pattern.compile("<button\\b[^>]*\\bname=\"([^\"]+)\"");

    private final String page;

    ForgedForms(String page) {
        this.page = page.replace("&quot;", "\"").replace("&#39;", "'");
    }

    /** By the id of the component that is said to be pressed. */
    Map<String, String> presses() {
        var presses = new LinkedHashMap<String, String>();
        for (String source : sources()) {
            String form = forms().stream()
                    .filter(each -> source.startsWith(each + ":"))
                    .findFirst()
                    .orElse(null);
            if (form != null) {
                presses.put(source, body(form, source));
            }
        }
        return presses;
    }

    private List<String> sources() {
        return Stream.concat(results(SOURCE), results(NAMED)).distinct().toList();
    }

    private Stream<String> results(Pattern pattern) {
        return pattern.matcher(page).results().map(each -> each.group(1));
    }

    private List<String> forms() {
        return results(FORM).toList();
    }

    private String body(String form, String source) {
        var fields = new LinkedHashMap<String, String>();
        Matcher found = FORM.matcher(page);
        while (found.find()) {
            if (found.group(1).equals(form)) {
                INPUT.matcher(found.group(2)).results().forEach(input -> keep(input.group(), fields));
            }
        }
        Matcher nonce = NONCE.matcher(page);
        if (nonce.find()) {
            fields.put("primefaces.nonce", nonce.group(1));
        }
        fields.put(form, form);
        fields.put(source, source);
        fields.put("jakarta.faces.partial.ajax", "true");
        fields.put("jakarta.faces.source", source);
        fields.put("jakarta.faces.partial.execute", "@all");
        fields.put("jakarta.faces.partial.render", form);
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static void keep(String input, Map<String, String> fields) {
        Map<String, String> attributes = ATTRIBUTE
                .matcher(input)
                .results()
                .collect(Collectors.toMap(each -> each.group(1), each -> each.group(2), (first, second) -> first));
        if (attributes.containsKey("name") && !"checkbox".equals(attributes.get("type"))) {
            fields.put(attributes.get("name"), attributes.getOrDefault("value", "forged"));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
