/** An e-mail without a word of what is in the record: whoever reads it over a shoulder learns that there is something new. */
export type Letter = { readonly subject: string; readonly text: string };

/** In the order in which they are said; domain reference §3.1, Notifications. */
const words: readonly (readonly [kind: string, words: string])[] = [
  ['DOCUMENT', 'a new document'],
  ['APPOINTMENT', 'a new or changed appointment'],
  ['MESSAGE', 'a new message'],
  ['QUESTIONNAIRE', 'questions for you to answer'],
  ['SHARING', 'a change of who can see your record'],
  ['EMERGENCY', 'your record was opened in an emergency'],
  ['TEST', 'a new test result'],
  ['PLAN', 'a new or changed plan'],
  ['MEDICATION', 'a change of your medications'],
  ['DIAGNOSIS', 'a change of your diagnoses'],
  ['ALLERGY', 'a change of your allergies'],
  ['LIBRARY', 'something to read for you'],
];

/** Of these also those are told who have been invited and not registered yet. */
export const forInvited: readonly string[] = ['DOCUMENT', 'MESSAGE'];

export const letterFor = (
  kinds: readonly string[],
  {
    baseUrl,
    unsubscribe,
    registered,
  }: { readonly baseUrl: string; readonly unsubscribe: string; readonly registered: boolean },
): Letter => {
  const said = words.filter(([kind]) => kinds.includes(kind)).map(([, text]) => `- ${text}`);
  const how = registered
    ? `Sign in to read it: ${baseUrl}/login`
    : 'You have been invited to read it. Use the invitation that you were given to register.';
  return {
    subject: 'There is something new in your health record',
    text: `Hello,

there is something new in your health record:

${said.join('\n')}

${how}

For your privacy this e-mail does not say what it is.

To get no more of these e-mails: ${unsubscribe}
`,
  };
};
