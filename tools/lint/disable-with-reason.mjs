/** A lint rule: `eslint-disable` without ` -- reason` leaves the next reader guessing. */
export const disableWithReason = {
  meta: { type: 'suggestion', schema: [], messages: { reason: 'Say why: `-- reason` after the name of the rule.' } },
  create: (context) => ({
    Program: () => {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value)) {
          context.report({ loc: comment.loc, messageId: 'reason' });
        }
      }
    },
  }),
};
