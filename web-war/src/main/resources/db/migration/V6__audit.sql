-- What was done, asked and decided, as one chain: rows are added and never changed, but for the content that retention
-- takes away (salt, summary, detail), to which the chain holds by its commitment.
create table audit_entry (
    entry_number bigint primary key,
    happened_at bigint not null,
    recorded_at bigint not null,
    kind varchar(30) not null,
    session_id varchar(36),
    seq bigint,
    owner_id varchar(36),
    actor_id varchar(36),
    tool varchar(200),
    ref varchar(200),
    mode varchar(20),
    outcome varchar(20),
    step varchar(20),
    rule_text varchar(2000),
    derived boolean,
    policy_version bigint,
    latency_millis bigint,
    withheld varchar(200),
    salt varchar(32),
    summary varchar(400),
    detail varchar(40000),
    commitment varchar(64),
    mac varchar(64) not null
);
-- newest first is how it is read; H2 reads no index backwards
create index audit_newest on audit_entry (entry_number desc);
create index audit_happened on audit_entry (happened_at);
create index audit_owner on audit_entry (owner_id, entry_number desc);
create index audit_actor on audit_entry (actor_id, entry_number desc);
create index audit_session_ref on audit_entry (session_id, entry_number);
create index audit_tool on audit_entry (tool, entry_number);
create index audit_kind on audit_entry (kind, happened_at);
create index audit_step on audit_entry (step, entry_number);
create index audit_outcome on audit_entry (outcome, happened_at);

-- The end of the chain, locked by whoever adds to it; and where it begins, once retention has taken the oldest rows.
create table audit_head (
    id integer primary key,
    last_number bigint not null,
    last_mac varchar(64) not null,
    first_number bigint not null,
    before_first_mac varchar(64) not null
);
insert into audit_head (id, last_number, last_mac, first_number, before_first_mac) values (1, 0, '', 1, '');

-- What the next row of a session must know of it: not part of the audit.
create table audit_session (
    session_id varchar(36) primary key,
    owner_id varchar(36),
    mode varchar(20),
    policy_version bigint,
    last_seq bigint not null
);
insert into audit_session (session_id, owner_id, last_seq) select id, owner_id, last_seq from conversation;

-- Calls and questions that have begun and not ended.
create table audit_open (
    id varchar(240) primary key,
    session_id varchar(36) not null,
    tool varchar(200) not null,
    started_at bigint not null,
    question boolean not null,
    withheld varchar(200),
    summary varchar(400)
);
create index audit_open_session on audit_open (session_id);

-- How far the agent's list of refused requests has been read; boot is the agent's start.
create table audit_refusals_read (
    id integer primary key,
    boot varchar(36),
    last_number bigint not null
);
insert into audit_refusals_read (id, boot, last_number) values (1, null, 0);
