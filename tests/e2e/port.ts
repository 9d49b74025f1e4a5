import type { Page } from '@playwright/test';

/** An answer or an event as it came through the port. */
export type Message = Readonly<Record<string, unknown>>;

/** Document in which a mock decides how long the loop goes on; `until` is true in iteration 2. */
export const scored = {
  name: 'Scored',
  steps: [
    {
      id: 'refine',
      type: 'loop',
      until: 'steps.review.score >= 8',
      maxIterations: 5,
      steps: [
        { id: 'write', type: 'template', template: 'draft {{loop.iteration}}' },
        {
          id: 'review',
          type: 'llm',
          prompt: 'Score {{steps.write}}',
          outputSchema: { type: 'object', required: ['score'] },
          mock: [{ score: 5 }, { score: 7 }, { score: 9 }],
        },
      ],
    },
  ],
  outputs: { score: '{{steps.refine.last.review.score}}' },
};

/** Document that goes on until it is stopped, in a chain of runs. */
export const endless = {
  name: 'Endless',
  steps: [
    {
      id: 'spin',
      type: 'loop',
      maxIterations: null,
      continueAsNewEvery: 1000,
      steps: [{ id: 'count', type: 'compute', value: '{{loop.iteration}}' }],
    },
  ],
};

declare global {
  interface Window {
    /** Set by {@link connect}: a port's end with what it has received. */
    testPort: {
      send(message: unknown): void;
      ask(method: string, params?: unknown): Promise<Message>;
      readonly received: Message[];
    };
  }
}

/**
 * Connects a script to the page: in the page itself, or in a page around it as soon as the frame says
 * that it is ready. Resolves when `ping` has been answered.
 */
export async function connect(page: Page, framed = false): Promise<void> {
  await page.evaluate(async (inFrame) => {
    const target = inFrame ? window.frames[0] : window;
    if (!target) throw new Error('there is no frame');
    if (inFrame) {
      await new Promise<void>((resolve) => {
        window.addEventListener('message', ({ source, data }: MessageEvent<{ type?: string } | null>) => {
          if (source === target && data?.type === 'loop-playground:ready') resolve();
        });
      });
    }
    const { port1, port2 } = new MessageChannel();
    const received: Message[] = [];
    const waiting = new Map<unknown, (message: Message) => void>();
    port1.onmessage = ({ data }: MessageEvent<Message>) => {
      received.push(data);
      waiting.get(data.id)?.(data);
    };
    target.postMessage({ type: 'loop-playground:connect', v: 1 }, '*', [port2]);
    let last = 0;
    window.testPort = {
      received,
      send: (message) => {
        port1.postMessage(message);
      },
      ask: (method, params) =>
        new Promise((resolve) => {
          last += 1;
          waiting.set(last, resolve);
          port1.postMessage({ id: last, method, params });
        }),
    };
    await window.testPort.ask('ping');
  }, framed);
}

/** Asks over the connected port and gives the whole answer. */
export function ask(page: Page, method: string, params?: unknown): Promise<Message> {
  return page.evaluate(([name, given]) => window.testPort.ask(name, given), [method, params] as const);
}

/** Asks and gives the result; fails when the answer is an error. */
export async function result(page: Page, method: string, params?: unknown): Promise<Message> {
  const answer = await ask(page, method, params);
  if (typeof answer.result !== 'object' || answer.result === null) {
    throw new Error(`${method} was answered with ${JSON.stringify(answer)}`);
  }
  return { ...answer.result };
}

/** Messages received so far that are events. */
export function events(page: Page): Promise<readonly Message[]> {
  return page.evaluate(() => window.testPort.received.filter((message) => 'event' in message));
}
