/** The moment at which what a FHIR date names begins; undefined where it is none. Without an offset it is UTC. */
export const startOf = (text: string): string | undefined => {
  const match = dateForm.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '01', day = '01'] = match;
  const date = `${year}-${month}-${day}`;
  const midnight = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== date) return undefined;
  const start = text.includes('T') ? new Date(text) : midnight;
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
};

/** From the start of what a FHIR date names to its end, by its precision. */
export const periodAt = (text: string): { readonly atFrom: string; readonly atTo: string } | undefined => {
  const atFrom = startOf(text);
  if (atFrom === undefined) return undefined;
  const end = new Date(atFrom);
  if (text.includes('T')) end.setTime(end.getTime() + 1);
  else if (text.length === 4) end.setUTCFullYear(end.getUTCFullYear() + 1);
  else if (text.length === 7) end.setUTCMonth(end.getUTCMonth() + 1);
  else end.setUTCDate(end.getUTCDate() + 1);
  return { atFrom, atTo: end.toISOString() };
};

const dateForm = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$/;
