package dev.gatehouse.web.chat.entity;

/** Where a conversation's title comes from; a later constant is never replaced by an earlier one. */
public enum TitleOrigin {
    NONE,
    PROMPT,
    SUGGESTED,
    PERSON
}
