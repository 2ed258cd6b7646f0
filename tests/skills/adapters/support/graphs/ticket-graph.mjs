/** Graphs as a skill's folder may hold them: made with the real library, answered by LangChain's own model for tests. */
import { AIMessage, HumanMessage } from "@langchain/core/messages";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { Annotation, END, interrupt, MemorySaver, MessagesAnnotation, START, StateGraph } from "@langchain/langgraph";

const TicketState = Annotation.Root({
  text: Annotation(),
  words: Annotation({ reducer: (_, given) => given, default: () => [] }),
  label: Annotation(),
});

const tickets = new StateGraph(TicketState)
  .addNode("retrieve", ({ text }, { writer }) => {
    writer?.(`read ${text.length} characters`);
    return { words: text.toLowerCase().split(/\W+/) };
  })
  .addNode("classify", ({ words }) => ({ label: words.includes("refund") ? "billing" : "other" }))
  .addEdge(START, "retrieve")
  .addEdge("retrieve", "classify")
  .addEdge("classify", END);

export const graph = tickets.compile();
export const notCompiled = tickets;
export const ticketGraph = ({ options }) =>
  new StateGraph(TicketState)
    .addNode("classify", () => ({ label: options.label }))
    .addEdge(START, "classify")
    .compile();

const usage = { input_tokens: 12, output_tokens: 3, total_tokens: 15 };

/** Its answers come from no model of LangChain, but from messages that state their tokens. */
export const talk = new StateGraph(MessagesAnnotation)
  .addNode("draft", () => ({ messages: [new AIMessage({ id: "a", content: "a draft", usage_metadata: usage })] }))
  .addNode("review", ({ messages }) => ({
    messages: [...messages, new AIMessage({ id: "b", content: "an answer", usage_metadata: usage })],
  }))
  .addEdge(START, "draft")
  .addEdge("draft", "review")
  .compile({ checkpointer: new MemorySaver() });

class CountingModel extends FakeListChatModel {
  async _generate(...given) {
    const { generations } = await super._generate(...given);
    const [{ text }] = generations;
    return { generations: [{ text, message: new AIMessage({ content: text, usage_metadata: usage }) }] };
  }
}

/** Calls a model, and copies its answer with its tokens into a message of its own. */
export const model = new StateGraph(MessagesAnnotation)
  .addNode("ask", async (_, config) => {
    const { content, usage_metadata } = await new CountingModel({ responses: ["ham"] }).invoke(
      [new HumanMessage("spam or ham?")],
      config,
    );
    return { messages: [new AIMessage({ content, usage_metadata })] };
  })
  .addEdge(START, "ask")
  .compile();

export const endless = new StateGraph(TicketState)
  .addNode("again", () => ({ label: "again" }))
  .addEdge(START, "again")
  .addEdge("again", "again")
  .compile();

export const deaf = new StateGraph(TicketState)
  .addNode("wait", () => new Promise(() => {}))
  .addEdge(START, "wait")
  .compile();

export const broken = new StateGraph(TicketState)
  .addNode("look-up", () => {
    throw new Error("no such customer");
  })
  .addEdge(START, "look-up")
  .compile();

export const costly = new StateGraph(MessagesAnnotation)
  .addNode("draft", () => ({ messages: [new AIMessage({ id: "a", content: "a draft", usage_metadata: usage })] }))
  .addNode("send", () => {
    throw new Error("the mail server is away");
  })
  .addEdge(START, "draft")
  .addEdge("draft", "send")
  .compile();

export const approval = new StateGraph(TicketState)
  .addNode("approve", () => ({ label: interrupt("May I?") }))
  .addEdge(START, "approve")
  .compile({ checkpointer: new MemorySaver() });

export const seven = 7;
