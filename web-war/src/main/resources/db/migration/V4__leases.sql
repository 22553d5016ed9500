-- A wider permission mode for some minutes: asked for, granted or refused, ended. Rows stay as a record of what was.
create table lease (
    id varchar(36) primary key,
    person_id varchar(36) not null,
    mode varchar(30) not null,
    reason varchar(500) not null,
    asked_minutes integer not null,
    asked_at bigint not null,
    state varchar(20) not null,
    break_glass boolean not null,
    granted_minutes integer,
    decided_by varchar(36),
    decided_at bigint,
    note varchar(500),
    valid_until bigint,
    -- what was left at the last look, so that no clock makes it longer
    remaining_millis bigint,
    ended_at bigint,
    ended_by varchar(36)
);
create index lease_person on lease (person_id, state);
create index lease_state on lease (state, asked_at);
