import { useEffect } from 'react';
import { useFact } from '../state/context.tsx';
import { shellText } from '../text/shell.ts';

/** The window carries the name of the site, so that consoles of several sites can be told apart. */
export function useWindowTitle(): void {
  const siteName = useFact((facts) => facts.settings?.siteName ?? '');
  useEffect(() => {
    document.title = siteName === '' ? shellText.product : `${siteName} · ${shellText.product}`;
  }, [siteName]);
}
