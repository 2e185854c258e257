/** No id (UUID version 7) that was made at that time or later is smaller. */
export const idAt = (time: number): string => {
  const digits = Math.max(0, time).toString(16).padStart(12, '0').slice(-12);
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
};
