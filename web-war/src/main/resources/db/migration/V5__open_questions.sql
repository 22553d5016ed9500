-- What the grant of a session says about its questions.
create table question_terms (
    session_id varchar(36) primary key,
    owner_id varchar(36) not null,
    answered_by varchar(30) not null,
    question_minutes integer not null
);

-- What Claude asked and nobody has answered, and for a while what became of it.
create table open_question (
    id varchar(64) primary key,
    session_id varchar(36) not null,
    owner_id varchar(36) not null,
    seq bigint not null,
    kind varchar(20) not null,
    asked_at bigint not null,
    -- the question as the agent told it, with the exact input
    event text not null,
    lost boolean not null,
    endorsed_by varchar(36),
    endorsed_by_person boolean not null,
    endorsed_at bigint,
    resolution varchar(30),
    resolved_by varchar(36),
    resolved_at bigint,
    message varchar(2000)
);
create index open_question_open on open_question (resolution, asked_at);
create index open_question_owner on open_question (owner_id, resolution);
create index open_question_resolved on open_question (resolved_at);
