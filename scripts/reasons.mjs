// ESLint rules of this project: what goes past the type checker or a rule says why.

/** `value as Type` needs a comment on its line or above its statement; `as const` checks itself. */
const assertion = {
  meta: { type: 'suggestion', schema: [], messages: { why: 'Say in a comment why this assertion holds.' } },
  create(context) {
    const { sourceCode } = context;
    const lines = new Set(
      sourceCode.getAllComments().flatMap(({ loc }) => {
        const covered = [];
        for (let line = loc.start.line; line <= loc.end.line; line += 1) covered.push(line);
        return covered;
      }),
    );
    const check = (node) => {
      const { typeAnnotation, loc } = node;
      if (node.parent.type === 'TSAsExpression') return; // `a as unknown as B` is one assertion
      if (typeAnnotation.type === 'TSTypeReference' && typeAnnotation.typeName.name === 'const') return;
      const near = [loc.start.line, loc.end.line, loc.start.line - 1, statementOf(node).loc.start.line - 1];
      if (!near.some((line) => lines.has(line))) context.report({ node, messageId: 'why' });
    };
    return { TSAsExpression: check, TSTypeAssertion: check };
  },
};

function statementOf(node) {
  let current = node;
  while (current.parent && !/Statement$|Declaration$|^PropertyDefinition$|^Program$/.test(current.type)) {
    current = current.parent;
  }
  return current;
}

/** A comment that turns a rule off gives its reason: after `--`, or for Svelte in brackets. */
const suppression = {
  meta: { type: 'suggestion', schema: [], messages: { why: 'Give the reason {{ where }}.' } },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const text = comment.value.trim();
          if (/^(eslint-disable|prettier-ignore)/.test(text) && !/\s--\s+\S/.test(text)) {
            context.report({ loc: comment.loc, messageId: 'why', data: { where: 'after `--`' } });
          }
        }
      },
      SvelteHTMLComment(node) {
        if (!/^\s*svelte-ignore/.test(node.value) || /\([^)]+\)/.test(node.value)) return;
        context.report({ node, messageId: 'why', data: { where: 'in brackets' } });
      },
    };
  },
};

export default { rules: { assertion, suppression } };
