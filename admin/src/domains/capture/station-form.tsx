import type { Staff } from '../../session';
import styles from './capture-page.module.css';
import type { CounterDeal, DealInput, StationFacts } from './counter-deal';
import { DealForm } from './form/deal-form';
import { draftOf, draftOfNextCar, emptyDraft } from './form/deal-draft';
import { beginDeal, changeDeal, reopenDeal, shareSellerPictures } from './store/station';
import type { IdCard } from './use-id-reader';
import type { View } from './use-view';

interface StationFormProps {
  view: Extract<View, { kind: 'form' }>;
  /** The deal that is corrected. */
  deal: CounterDeal | undefined;
  staff: Staff;
  facts: StationFacts;
  receiveCard: (to: ((card: IdCard) => void) | null) => void;
  onView: (view: View) => void;
}

/** The form for what is wanted now; done, the deal lies on the desk. */
export function StationForm({ view, deal, staff, facts, receiveCard, onView }: StationFormProps) {
  const { platePrefix, allowsAgentForBothSides } = facts;
  const common = { platePrefix, allowsAgentForBothSides, receiveCard };
  const toDesk = (id: string) => onView({ kind: 'deal', dealId: id });
  const form = () => {
    if (view.purpose === 'correct') {
      if (!deal) return null;
      return (
        <DealForm
          {...common}
          purpose="correct"
          isAgentFixed={deal.serial !== null}
          draft={draftOf(deal.input)}
          agent={deal.agent}
          scanned={null}
          onDone={async ({ input, agent }) => {
            if (deal.intent === 'complete') await reopenDeal(deal.id);
            await changeDeal(deal.id, input, agent);
            toDesk(deal.id);
          }}
          onClose={() => toDesk(deal.id)}
        />
      );
    }
    if (view.purpose === 'next_car') {
      const { from } = view;
      return (
        <DealForm
          {...common}
          purpose="next_car"
          isAgentFixed={false}
          draft={draftOfNextCar(from.input, platePrefix)}
          agent={from.agent}
          scanned={null}
          onDone={async ({ input, agent }) => {
            const next = await beginDeal({ input, agent, batchId: from.batchId, staff });
            if (isSameSide(from.input, input)) await shareSellerPictures(from.id, next.id);
            toDesk(next.id);
          }}
          onClose={() => toDesk(from.id)}
        />
      );
    }
    return (
      <DealForm
        {...common}
        purpose="new"
        isAgentFixed={false}
        draft={emptyDraft(platePrefix)}
        agent={null}
        scanned={view.scanned}
        onDone={async ({ input, agent }) => {
          // Each deal begins a batch: only then can the seller's next car share the pictures.
          toDesk((await beginDeal({ input, agent, batchId: crypto.randomUUID(), staff })).id);
        }}
        onClose={() => onView({ kind: 'idle', dealId: null })}
      />
    );
  };
  return <div className={styles.formFrame}>{form()}</div>;
}

/** Whether the very same people sell: only then are the pictures of the one deal those of the other. */
function isSameSide(one: DealInput, other: DealInput): boolean {
  const sellersOf = ({ parties }: DealInput) => JSON.stringify(parties.filter(({ side }) => side === 'seller').map((party) => Object.entries(party).sort()));
  return sellersOf(one) === sellersOf(other);
}
