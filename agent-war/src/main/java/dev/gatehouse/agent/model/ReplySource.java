package dev.gatehouse.agent.model;

/** What stands in for a model. */
interface ReplySource {

    Reply reply(ModelRequest request);
}
