/** What a scope lets an app do, as a person is told. */
type Words = { readonly title: string; readonly lines: readonly string[] };

/** Domain reference §6: what each scope lets an app act as. */
export const wordsOf = (scope: string): Words | undefined => plainWords.get(scope);

/** As a person in this country writes it. */
export const dayOf = (at: Date): string => day.format(at);

const plainWords: ReadonlyMap<string, Words> = new Map([
  [
    'PATIENT',
    {
      title: 'Your own health record',
      lines: [
        'See everything in your record that you can see yourself: test results, letters, appointments, medicines and the rest.',
        'Add to it and share it in your name.',
        'Do the same in the records of people you care for, as far as they let you.',
      ],
    },
  ],
  [
    'CLINICIAN',
    {
      title: 'The records of your patients',
      lines: [
        'See what you can see as a professional in your teams, and what patients have shared with you in person.',
        'Add to those records in your name. Each look is written into the patient’s access log under your name.',
      ],
    },
  ],
  [
    'TEAMCOORD',
    {
      title: 'Your work as a team coordinator',
      lines: ['Manage the patients and members of the teams that you coordinate, in your name.'],
    },
  ],
  ['openid', { title: 'Who you are', lines: ['Learn a number that stands for you here. It is not your NHS number.'] }],
]);

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' });
