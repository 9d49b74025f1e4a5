/** How loops end in a system this page has no rule book for; words of its own stand between backticks. */
export interface OtherSystem {
  readonly name: string;
  /** When it asks whether to go round again. */
  readonly check: string;
  /** How often it goes round when nobody says. */
  readonly limit: string;
  readonly atLimit: string;
  /** What can be read of earlier iterations. */
  readonly keeps: string;
}

/** Read in their documentation, not run. */
export const otherSystems: readonly OtherSystem[] = [
  {
    name: 'Conductor OSS, `DO_WHILE`',
    check: 'after an iteration; the condition says when to go on, not when to stop',
    limit: 'no limit',
    atLimit: '–',
    keeps: 'outputs of every iteration, counted from 1; `keepLastN` drops older ones',
  },
  {
    name: 'Kestra, `LoopUntil`',
    check: 'after an iteration; anything truthy ends the loop',
    limit: 'no limit; 100 before version 0.23',
    atLimit: 'a success, or a failure where the flow asks for it',
    keeps: 'outputs of the last iteration',
  },
  {
    name: 'Amazon Bedrock Flows, DoWhile',
    check: 'after an iteration',
    limit: '10 iterations',
    atLimit: 'leaves the loop',
    keeps: 'outputs of the iteration before',
  },
  {
    name: 'LangGraph, a cycle',
    check: 'on the edge that may lead back',
    limit: 'the recursion limit of the graph',
    atLimit: 'an error',
    keeps: 'checkpoints of the state',
  },
  {
    name: 'Google ADK, `LoopAgent`',
    check: 'with every event of an agent',
    limit: 'no limit',
    atLimit: 'stops and does not say so',
    keeps: 'the events',
  },
  {
    name: 'CrewAI Flows',
    check: 'in a router method',
    limit: '100 calls of one method',
    atLimit: 'an error',
    keeps: 'the state of the flow',
  },
  {
    name: 'Microsoft Agent Framework',
    check: 'after a superstep',
    limit: '100 supersteps',
    atLimit: 'an error',
    keeps: 'the events',
  },
  {
    name: 'AWS Step Functions',
    check: 'in a choice with an edge back',
    limit: 'no limit, but 25,000 events in one execution',
    atLimit: 'the execution fails',
    keeps: 'what `ResultPath` puts into the state',
  },
];
