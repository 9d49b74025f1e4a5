import type { Started, StartOptions } from '../worker/api';
import {
  checkedAnswer,
  eventMessage,
  explanationAnswer,
  portDiagnostic,
  portMoment,
  runItem,
} from './answers';
import type { Control, Host } from './host';
import type {
  EventMessage,
  EventName,
  ForkParams,
  Methods,
  PortError,
  Request,
  RequestId,
  Response,
  RunParams,
} from './protocol';
import { protocolVersion } from './protocol';
import { narrow } from './requests';

/** Records in one answer when the request does not say how many. */
const usualRecords = 1000;

/** An error that is the answer to a request, thrown to where the answer is sent. */
class Refused extends Error {
  readonly error: PortError;
  constructor(error: PortError) {
    super(error.message);
    this.error = error;
  }
}

/** One host connected over one port, until it is closed. */
export interface Session {
  close(): void;
}

/**
 * Answers the requests that arrive on a port and sends the events it asks for. With an `owner` only
 * runs begun under it are listed, opened and deleted. Whatever arrives, nothing is thrown.
 */
export function openSession(port: MessagePort, host: Host, owner?: string): Session {
  const subscribed = new Set<EventName>();

  const send = (message: Response | EventMessage): void => {
    try {
      port.postMessage(message);
    } catch {
      // Only what the page made itself can be unclonable; the host still has to get its answer.
      if ('id' in message) {
        const error = { code: 'protocol/internal', message: 'The answer could not be sent' };
        port.postMessage({ id: message.id, error });
      }
    }
  };

  const unwatch = host.watch((event) => {
    const message = eventMessage(event);
    if (subscribed.has(message.event)) send(message);
  });

  const receive = (event: MessageEvent<unknown>): void => {
    const narrowed = narrow(event.data);
    if (!narrowed.ok) {
      send({ id: narrowed.id, error: narrowed.error });
      return;
    }
    const { request } = narrowed;
    if (request.method === 'subscribe') {
      for (const name of request.params) subscribed.add(name);
      if (subscribed.has('iteration')) host.tellIterations();
    }
    void answer(host, owner, request).then((response) => {
      send(response);
      if (request.method === 'subscribe' && request.params.includes('ready')) {
        send({ event: 'ready', data: { v: protocolVersion } });
      }
    });
  };

  const unreadable = (): void => {
    send({ id: null, error: { code: 'protocol/bad-request', message: 'The message could not be read' } });
  };

  port.addEventListener('message', receive);
  port.addEventListener('messageerror', unreadable);
  port.start();
  return {
    close() {
      unwatch();
      port.removeEventListener('message', receive);
      port.removeEventListener('messageerror', unreadable);
      port.close();
    },
  };
}

async function answer(host: Host, owner: string | undefined, request: Request): Promise<Response> {
  const id: RequestId = request.id;
  try {
    return { id, result: await resultOf(host, owner, request) };
  } catch (cause) {
    if (cause instanceof Refused) return { id, error: cause.error };
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { id, error: { code: 'protocol/internal', message: `The page failed: ${reason}` } };
  }
}

async function resultOf(
  host: Host,
  owner: string | undefined,
  request: Request,
): Promise<Methods[keyof Methods]['result']> {
  switch (request.method) {
    case 'setWorkflow': {
      const { params } = request;
      const text = 'text' in params ? params.text : JSON.stringify(params.workflow, null, 2);
      return checkedAnswer(await host.setText(text));
    }
    case 'getWorkflow': {
      const { text, checked } = await host.document();
      return { text, ...checkedAnswer(checked) };
    }
    case 'run':
      return start(host, owner, request.params);
    case 'fork':
      return fork(host, owner, request.params);
    case 'pause':
    case 'resume':
    case 'step':
    case 'stepIteration':
    case 'back':
    case 'stop':
      return control(host, owner, request.method);
    case 'seek': {
      const { loop, iteration, step } = request.params;
      await seen(host, owner, undefined);
      const moment = await host.seek(loop, iteration, step);
      if (moment) return portMoment(moment);
      const after = step === undefined ? '' : ` with \`${step}\``;
      const message = `The run has no iteration ${iteration} of \`${loop}\`${after}`;
      throw new Refused({ code: 'seek/unknown', message });
    }
    case 'getRun': {
      const runId = await seen(host, owner, request.params.runId);
      return (await host.getRun(runId)) ?? unknownRun(runId);
    }
    case 'getRecords': {
      const { from = 0, limit = usualRecords } = request.params;
      return host.records(await seen(host, owner, request.params.runId), from, limit);
    }
    case 'explain': {
      const { loop, iteration } = request.params;
      const explanation = await host.explain(await seen(host, owner, undefined), loop, iteration);
      if (explanation) return explanationAnswer(explanation);
      const message = `There is no check of \`${loop}\` in iteration ${iteration} to explain`;
      throw new Refused({ code: 'explain/unknown', message });
    }
    case 'listRuns': {
      const runs = await host.listRuns();
      return { runs: runs.filter((run) => owner === undefined || run.owner === owner).map(runItem) };
    }
    case 'deleteRun':
      await host.deleteRun(await seen(host, owner, request.params.runId));
      return { deleted: true };
    case 'subscribe':
      return { events: request.params };
    case 'ping':
      return { v: protocolVersion };
  }
}

async function start(
  host: Host,
  owner: string | undefined,
  params: RunParams,
): Promise<Methods['run']['result']> {
  const { inputs, seed, answers, speed = 4, pauseAt } = params;
  const options: Omit<StartOptions, 'text'> = {
    speed,
    ...(inputs && { inputs }),
    ...(seed !== undefined && { seed }),
    ...(answers && { answers }),
    ...(pauseAt && { pauseAt }),
    ...(owner !== undefined && { owner }),
  };
  const started = await host.start(options);
  return 'runId' in started ? started : refuse(started);
}

function refuse(started: Extract<Started, { error: unknown }>): never {
  const diagnostics = started.diagnostics.map(portDiagnostic);
  const invalid = diagnostics.some(({ severity }) => severity === 'error');
  throw new Refused({
    code: invalid ? 'workflow/invalid' : started.error.code,
    message: started.error.message,
    ...(invalid && { diagnostics }),
  });
}

async function fork(
  host: Host,
  owner: string | undefined,
  params: ForkParams,
): Promise<Methods['fork']['result']> {
  const { loop, iteration, step, check, runId: meant, speed = 4, ...rest } = params;
  const runId = await seen(host, owner, meant);
  const point = { loop, iteration, ...(step !== undefined && { step }), ...(check && { check }) };
  const forked = await host.fork(runId, point, { ...rest, speed });
  if ('runId' in forked) return forked;
  if ('reasons' in forked) {
    throw new Refused({
      code: 'fork/incompatible',
      message: forked.reasons.map(({ message }) => message).join('; '),
      diagnostics: forked.reasons.map((reason) => portDiagnostic({ ...reason, severity: 'error' })),
    });
  }
  return refuse(forked);
}

async function control(
  host: Host,
  owner: string | undefined,
  action: Control,
): Promise<Methods[Control]['result']> {
  await seen(host, owner, undefined);
  return { status: await host.control(action) };
}

/** The id of the run that is meant, when it exists and this host may see it. */
async function seen(host: Host, owner: string | undefined, runId: string | undefined): Promise<string> {
  const meant = runId ?? host.currentRun();
  if (meant === undefined) {
    throw new Refused({ code: 'run/unknown', message: 'No run has been begun yet' });
  }
  // The page's own current run needs no look at the list, which polls of a long run would pay for.
  if (runId === undefined && owner === undefined) return meant;
  const stored = (await host.listRuns()).find((run) => run.id === meant);
  if (!stored || (owner !== undefined && stored.owner !== owner)) unknownRun(meant);
  return meant;
}

function unknownRun(runId: string): never {
  throw new Refused({ code: 'run/unknown', message: `There is no run \`${runId.slice(0, 100)}\` here` });
}
