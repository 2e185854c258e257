/** What an administrator says on one line: at most 200 characters. PostgreSQL keeps no U+0000, and nobody means the other control characters. */
export const isLine = (text: string): boolean => text.length <= 200 && !/[\u0000-\u001f]/.test(text);
