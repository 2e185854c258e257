import { afterEach, describe, expect, it, vi } from 'vitest';

describe('loading oidc-provider', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('is silent on a Node that it calls unsupported, and only about that', async () => {
    vi.stubGlobal('process', { ...process, release: { ...process.release, lts: 'Iron' } });
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const loading = import('./oidc.ts');
    await expect.poll(() => console.warn).not.toBe(warn);
    console.warn('Another matter.');
    await loading;
    expect(warn.mock.calls).toEqual([['Another matter.']]);
  });

  it('leaves the console as it was', async () => {
    const { warn } = console;
    await import('./oidc.ts');
    expect(console.warn).toBe(warn);
  });
});
