import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { download } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { countOf } from '../../components/counts';
import { minuteOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { PdfButton } from '../../components/pdf-button';
import { RecordPage } from '../../components/record-page';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { dueOf } from '../discipline/due';
import { PaymentLines } from '../payments/payment-lines';
import { ReceiptLines } from '../payments/receipt-lines';
import { TransferFacts } from '../payments/transfer-facts';
import { WaitingCash } from '../payments/waiting-cash';
import { FilePage, FileSection, SectionBody, SectionFacts } from '../registry/file-page';
import { BillActs } from './bill-acts';
import { BillStateTag } from './bill-columns';
import { BillLines } from './bill-lines';
import { type Bill, billingKey } from './billing';
import { handsOff, sizeWord } from './billing-wording';
import { BillsChart } from './bills-chart';
import { billQuery, billsOfMarketQuery } from './queries';
import { useMay } from './rights';

const renews = [[billingKey]];

/** 账单: what is billed line by line, each of which opens its cars, and what is paid of it; for the market that pays it too. */
export default function BillPage() {
  const { id = '' } = useParams();
  const { market } = useStaff();
  const bill = useQuery(billQuery(id));
  const back = market ? { to: '/my-bills', title: '本市场账单' } : { to: '/bills', title: '服务费账单' };
  useTitle(bill.data ? `${bill.data.marketName} ${bill.data.month} 账单` : '账单');
  return (
    <RecordPage record={bill} missing="billing.bill_not_found" title="没有找到这张账单" hint="地址可能不完整，或它不属于您的市场。" back={back}>
      {(found) => <BillView key={id} bill={found} back={back} />}
    </RecordPage>
  );
}

function BillView({ bill, back }: { bill: Bill; back: { to: string; title: string } }) {
  const { id, number, marketId, marketName, month, state, standing, fen, outstandingFen, dueOn, publishedAt, voidReason, payments, receipts, remittanceCode } = bill;
  const mayDecide = useMay()('POST /bill-checks');
  const isOpen = state === 'published' && outstandingFen > 0;
  const why = mayDecide ? handsOff(bill) : undefined;
  return (
    <FilePage
      back={back}
      name={`${marketName}　${month}`}
      number={number}
      state={<BillStateTag bill={bill} />}
      figures={[
        { title: '应付', value: yuanOf(fen) },
        ...(state === 'published' ? [{ title: '未付', value: yuanOf(outstandingFen), isWarning: standing === 'overdue' }] : []),
        ...(isOpen && dueOn ? [{ title: `期限 ${dueOn}`, value: dueOf(dueOn, new Date()).words, isWarning: standing === 'overdue' }] : []),
      ]}
      actions={
        <>
          <BillActs bill={bill} />
          {state !== 'void' && (
            <PdfButton name={`账单-${number}`} load={() => download('GET /bills/:id/bill.pdf', { params: { id } })}>
              账单 PDF
            </PdfButton>
          )}
        </>
      }
      main={
        <>
          {state === 'void' && <AlertLine tone="bad">已作废{voidReason && `：${voidReason}`}。请不要再按它付款。</AlertLine>}
          {state !== 'void' && bill.obstacle && <AlertLine tone="warn">{bill.obstacle}</AlertLine>}
          {why && why !== bill.obstacle && <AlertLine tone="info">{why}</AlertLine>}
          {mayDecide && <WaitingCash subjectId={id} renews={renews} />}
          <BillLines bill={bill} />
          {publishedAt !== null && (
            <>
              <PaymentLines payments={payments} />
              <ReceiptLines receipts={receipts} renews={renews} />
            </>
          )}
          <OtherMonths marketId={marketId} presentId={id} />
        </>
      }
      aside={
        <>
          {isOpen && <TransferFacts kind="bill" code={remittanceCode} />}
          <BillFacts bill={bill} />
        </>
      }
    />
  );
}

function BillFacts({ bill }: { bill: Bill }) {
  const { vehicles, storedBytes, contractNumber, draftedBy, draftedAt, checkedBy, publishedBy, publishedAt, dueOn } = bill;
  return (
    <FileSection title="有关情况">
      <SectionFacts
        facts={[
          ['车辆', `${countOf(vehicles)} 辆`],
          ['数据量', `${sizeWord(storedBytes)}，存储这些车辆的照片`],
          ['服务合同', contractNumber],
          ['出账', `${draftedBy}　${minuteOf(draftedAt)}`],
          ['复核', checkedBy],
          ['发布', publishedBy && publishedAt && `${publishedBy}　${minuteOf(publishedAt)}`],
          ['付款期限', dueOn],
        ]}
      />
    </FileSection>
  );
}

/** The market's bills over months, of which this is one. */
function OtherMonths({ marketId, presentId }: { marketId: string; presentId: string }) {
  const bills = useQuery(billsOfMarketQuery(marketId)).data?.items;
  if (!bills || bills.length < 2) return null;
  return (
    <FileSection title="各月账单">
      <SectionBody>
        <BillsChart bills={bills} presentId={presentId} />
      </SectionBody>
    </FileSection>
  );
}
