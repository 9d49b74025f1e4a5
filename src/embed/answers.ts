import { pathText } from '../json/json';
import type { Diagnostic } from '../workflow/diagnostic';
import type { Checked, Cursor, Explanation, RunListItem } from '../worker/api';
import type { HostEvent } from './host';
import type {
  EventMessage,
  Methods,
  PortDiagnostic,
  PortExplanation,
  PortMoment,
  PortRunItem,
} from './protocol';

/** A diagnostic without the editor's fixes, its path as text. */
export function portDiagnostic(diagnostic: Diagnostic): PortDiagnostic {
  const { code, severity, message, path, range } = diagnostic;
  return {
    code,
    severity,
    message,
    path: pathText(path),
    ...(range && { range: { from: range.from, to: range.to } }),
  };
}

/** What `setWorkflow` answers; the workflow is null when the text is none. */
export function checkedAnswer(checked: Checked): Methods['setWorkflow']['result'] {
  return { diagnostics: checked.diagnostics.map(portDiagnostic), workflow: checked.workflow ?? null };
}

/** What `explain` answers: without the places in the editor. */
export function explanationAnswer(explanation: Explanation): PortExplanation {
  return {
    text: explanation.text,
    ...(explanation.value !== undefined && { value: explanation.value }),
    ...(explanation.error !== undefined && { error: explanation.error }),
    parts: explanation.parts.map((part) => ({
      range: { from: part.range.from, to: part.range.to },
      text: part.text,
      ...(part.value !== undefined && { value: part.value }),
      evaluated: part.evaluated,
      decides: part.decides,
    })),
    sentence: explanation.sentence,
  };
}

/** An entry of what `listRuns` answers. */
export function runItem(item: RunListItem): PortRunItem {
  const { id, name, status, why, semantics, seed, iterations, startedAt } = item;
  return {
    id,
    name,
    status,
    why,
    semantics,
    seed,
    iterations,
    startedAt,
    ...(item.endedAt !== undefined && { endedAt: item.endedAt }),
    ...(item.continuedFrom !== undefined && { continuedFrom: item.continuedFrom }),
    ...(item.successor !== undefined && { successor: item.successor }),
  };
}

/** A moment as the protocol names it. */
export function portMoment({ address, iteration, stepId }: Cursor): PortMoment {
  return { loop: address, iteration, ...(stepId !== undefined && { step: stepId }) };
}

/** What the page tells of itself, as a message. */
export function eventMessage(event: HostEvent): EventMessage {
  switch (event.type) {
    case 'change':
      return { event: 'change', data: { diagnostics: event.checked.diagnostics.map(portDiagnostic) } };
    case 'run-start':
      return { event: 'run-start', data: { runId: event.runId } };
    case 'iteration':
      return { event: 'iteration', data: { runId: event.runId, iterations: event.items } };
    case 'step':
      return {
        event: 'step',
        data: { runId: event.runId, address: event.address, stepId: event.stepId },
      };
    case 'seek':
      return { event: 'seek', data: { moment: event.cursor ? portMoment(event.cursor) : null } };
    case 'run-end':
      return {
        event: 'run-end',
        data: {
          runId: event.runId,
          status: event.status,
          ...(event.error && { error: event.error }),
          ...(event.successor !== undefined && { successor: event.successor }),
        },
      };
    case 'error':
      return { event: 'error', data: { code: event.code, message: event.message } };
  }
}
