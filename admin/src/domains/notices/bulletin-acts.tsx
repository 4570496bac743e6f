import { Button } from 'antd';
import { useState } from 'react';
import type { Bulletin } from './bulletins';
import { EndingDialog } from './decision-buttons';

/** What may be done beside the next step: rarely, and never by mistake. */
export function BulletinActs({ bulletin }: { bulletin: Bulletin }) {
  const [ending, setEnding] = useState<'refusal' | 'withdrawal'>();
  const { state, may } = bulletin;
  return (
    <>
      {may.refuse && state === 'approved' && <Button onClick={() => setEnding('refusal')}>退回修改…</Button>}
      {may.withdraw && (
        <Button danger onClick={() => setEnding('withdrawal')}>
          撤回…
        </Button>
      )}
      {ending && <EndingDialog bulletin={bulletin} act={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}
