import { lazy, Suspense, useEffect, useState } from 'react';
import { stepUp } from '../step-up';

const StepUpDialog = lazy(() => import('../domains/identity/step-up-dialog'));

/** The one place of the page where the second factor is asked for again, whichever page sent the request. */
export function StepUpGate() {
  const [settle, setSettle] = useState<{ with: (proven: boolean) => void }>();
  useEffect(() => {
    stepUp.showWith(() => new Promise((resolve) => setSettle({ with: resolve })));
  }, []);
  if (!settle) return null;
  const close = (proven: boolean) => {
    if (proven) stepUp.renewed();
    settle.with(proven);
    setSettle(undefined);
  };
  return (
    <Suspense fallback={null}>
      <StepUpDialog onProven={() => close(true)} onCancel={() => close(false)} />
    </Suspense>
  );
}
