import type { RunStatus } from '../engine/records';
import type { Control, Host, HostEvent } from '../embed/host';
import type { RunSnapshot, WorkerApi, WorkerEvent } from '../worker/api';
import type { Playground, PlaygroundEvent } from './playground.svelte';

const ended = new Set<RunStatus>(['completed', 'failed', 'stopped', 'continued']);

/** The page as the message protocol drives it. Call it once the page has its document. */
export function pageHost(playground: Playground): Host {
  /** Asks the worker; a worker that is gone is the page's failure, not an answer. */
  const ask = async <T>(question: (api: WorkerApi) => Promise<T>): Promise<T> => {
    // Wrapped, because an answer may itself be `undefined`.
    const answer = await playground.ask(async (api) => ({ value: await question(api) }));
    if (!answer) throw new Error(playground.trouble.now?.text ?? 'the interpreter does not answer');
    return answer.value;
  };

  const control = (action: Control): Promise<RunSnapshot | undefined> => {
    switch (action) {
      case 'pause':
        return playground.controls.pause();
      case 'resume':
        return playground.controls.resume();
      case 'step':
        return playground.walk.on('step');
      case 'stepIteration':
        return playground.walk.on('iteration');
      case 'back':
        return playground.walk.back('step');
      case 'stop':
        return playground.controls.stop();
    }
  };

  return {
    async setText(text) {
      return (await playground.setWorkflow(text)) ?? ask((api) => api.check(text));
    },
    async document() {
      const { text } = playground.draft;
      return { text, checked: await ask((api) => api.check(text)) };
    },
    async start(options) {
      const started = await playground.start(options);
      if (!started) throw new Error(playground.trouble.now?.text ?? 'the interpreter does not answer');
      return started;
    },
    async fork(runId, point, changes) {
      const forked = await playground.forking.forked(runId, point, changes);
      if (!forked) throw new Error(playground.trouble.now?.text ?? 'the interpreter does not answer');
      return forked;
    },
    currentRun: () => playground.run.id,
    async control(action) {
      const snapshot = await control(action);
      if (!snapshot) throw new Error(playground.trouble.now?.text ?? 'the run cannot be read');
      return snapshot.status;
    },
    seek: (loop, iteration, stepId) => playground.walk.to(loop, iteration, stepId),
    getRun: (runId) => ask((api) => api.getRun(runId)),
    records: (runId, from, limit) => ask((api) => api.records(runId, from, limit)),
    explain: (runId, loop, iteration) => ask((api) => api.explain(runId, loop, iteration)),
    listRuns: () => ask((api) => api.listRuns()),
    async deleteRun(runId) {
      const elsewhere = await ask((api) => api.deleteRuns([runId]));
      if (elsewhere !== undefined) throw new Error('another tab carries out the run');
      if (playground.run.id === runId) playground.run.show(undefined, undefined);
    },
    tellIterations: () => void playground.tellIterations(),
    watch(listener) {
      const follow = follower(listener);
      return playground.subscribe(follow);
    },
  };
}

/** An endless chain has no end of links: only so many of the last ones are remembered. */
const mostKnown = 1000;

/**
 * Turns what the page tells into the protocol's events. Of one run `run-start` comes first and `run-end`
 * last, whichever the page hears of first; runs that are only looked at bring none.
 */
function follower(listener: (event: HostEvent) => void): (event: PlaygroundEvent) => void {
  const going = new Set<string>();
  const over = new Set<string>();
  /** Runs that had ended before the page told that it began them. */
  const early = new Map<string, RunSnapshot>();
  let lost = false;

  const begin = (runId: string): void => {
    if (going.has(runId) || over.has(runId)) return;
    going.add(runId);
    listener({ type: 'run-start', runId });
    const snapshot = early.get(runId);
    if (snapshot) end(snapshot);
  };

  const keepEarly = (snapshot: RunSnapshot): void => {
    early.set(snapshot.runId, snapshot);
    const [oldest] = early.keys();
    if (early.size > mostKnown && oldest !== undefined) early.delete(oldest);
  };

  const end = (snapshot: RunSnapshot): void => {
    const { runId, status, error, successor } = snapshot;
    going.delete(runId);
    places.delete(runId);
    early.delete(runId);
    over.add(runId);
    const [oldest] = over;
    if (over.size > mostKnown && oldest !== undefined) over.delete(oldest);
    listener({
      type: 'run-end',
      runId,
      status,
      ...(error && { error }),
      ...(successor !== undefined && { successor }),
    });
  };

  /** Where each run was when it was last told of. */
  const places = new Map<string, string>();

  const place = ({ runId, place: at }: RunSnapshot): void => {
    if (!at || !going.has(runId) || places.get(runId) === at.address) return;
    places.set(runId, at.address);
    listener({ type: 'step', runId, address: at.address, stepId: at.stepId });
  };

  const hear = (event: WorkerEvent): void => {
    switch (event.type) {
      case 'snapshots':
        for (const snapshot of event.runs) {
          if (ended.has(snapshot.status)) {
            if (going.has(snapshot.runId)) end(snapshot);
            else if (!over.has(snapshot.runId)) keepEarly(snapshot);
          } else if (snapshot.status !== 'paused' && !snapshot.readOnly) begin(snapshot.runId);
          place(snapshot);
        }
        return;
      case 'iterations':
        begin(event.runId);
        listener({ type: 'iteration', runId: event.runId, items: event.items });
        return;
      case 'storage':
        if (event.problem !== undefined) {
          listener({ type: 'error', code: 'storage/problem', message: event.problem });
        }
        return;
      case 'runs-changed':
        return;
    }
  };

  return (event) => {
    switch (event.type) {
      case 'change':
        listener({ type: 'change', checked: event.checked });
        return;
      case 'run-start':
        begin(event.runId);
        return;
      case 'worker':
        lost = false;
        hear(event.event);
        return;
      case 'lost':
        if (!lost) listener({ type: 'error', code: 'worker/lost', message: event.reason });
        lost = true;
        return;
      case 'seek':
        listener({ type: 'seek', cursor: event.cursor });
        return;
    }
  };
}
