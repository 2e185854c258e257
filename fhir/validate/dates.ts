const date = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/;

// Hours 00 to 23: "The time "24:00" is not valid." Second 60 is a leap second. FHIR R4 §2.24.0.1
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?';
const offset = '(?:Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))';
const time = new RegExp(`^${clock}$`);
const timeAndOffset = new RegExp(`^${clock}${offset}$`);

export const isDate = (value: string): boolean => {
  const match = date.exec(value);
  if (match === null || match[1] === '0000') return false;
  return match[3] === undefined || Number(match[3]) <= daysIn(Number(match[1]), Number(match[2]));
};

export const isDateTime = (value: string): boolean => (value.length <= 10 ? isDate(value) : isInstant(value));

export const isInstant = (value: string): boolean =>
  value.charCodeAt(10) === 0x54 && isDate(value.slice(0, 10)) && timeAndOffset.test(value.slice(11));

export const isTime = (value: string): boolean => time.test(value);

const daysIn = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};
