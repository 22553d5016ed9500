-- Published policies; rows are only added. author wrote the draft, approver is the second person, publisher put it in
-- force; each with the name of that time, as accounts may go. Empty ids: the portal's configuration.
create table policy_version (
    number bigint primary key,
    document text not null,
    author_id varchar(36),
    author_name varchar(64) not null,
    approver_id varchar(36),
    approver_name varchar(64),
    publisher_id varchar(36),
    publisher_name varchar(64) not null,
    reason varchar(500) not null,
    published_at bigint not null,
    rolled_back_from bigint
);

-- The one draft all administrators share. version counts its changes; approved_version is the one that was approved.
create table policy_draft (
    id integer primary key,
    document text not null,
    based_on bigint not null,
    rolled_back_from bigint,
    version bigint not null,
    author_id varchar(36) not null,
    author_name varchar(64) not null,
    changed_at bigint not null,
    approver_id varchar(36),
    approver_name varchar(64)
);

-- Counts every change of any grant; one row. delivered is the revision the agent (node) has taken of everybody's grants,
-- offer a digest of what the agent and the configuration offered when the last revision was made.
create table grant_revision (
    id integer primary key,
    revision bigint not null,
    delivered bigint not null,
    node varchar(36),
    offer varchar(64)
);
insert into grant_revision (id, revision, delivered, node, offer) values (1, 1, 0, null, null);

-- All action stopped, of everyone or of a group; rows are kept.
create table freeze (
    id varchar(36) primary key,
    group_name varchar(64),
    reason varchar(500) not null,
    started_by varchar(64) not null,
    started_at bigint not null,
    ended_by varchar(64),
    ended_at bigint
);
create index freeze_ended on freeze (ended_at);
