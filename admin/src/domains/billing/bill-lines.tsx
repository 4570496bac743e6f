import { Drawer } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../api';
import { countOf } from '../../components/counts';
import { yuanOf } from '../../components/money';
import { Notice } from '../../components/notice';
import { RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { FileSection, SectionBody } from '../registry/file-page';
import { type Bill, type BillLine, billingKey } from './billing';
import { lineTitle, sizeWord } from './billing-wording';
import styles from './billing.module.css';
import { eventColumns } from './event-columns';
import { useMay } from './rights';

/** 明细: what the sum is made of; a line of cars opens them. */
export function BillLines({ bill }: { bill: Bill }) {
  const { lines, fen, carriedFen, storedBytes, vehicles } = bill;
  const [opened, setOpened] = useState<BillLine>();
  return (
    <FileSection title="明细" count={lines.length} empty={lines.length === 0 && '没有明细。'}>
      <SectionBody>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">车辆</th>
              <th scope="col">单价</th>
              <th scope="col">金额</th>
              <th scope="col">数据量</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.position}>
                <th scope="row">
                  {line.kind === 'carried' ? (
                    lineTitle(line)
                  ) : (
                    <button type="button" title="看这些车辆" onClick={() => setOpened(line)}>
                      {lineTitle(line)}
                    </button>
                  )}
                </th>
                <td>{line.kind === 'carried' ? '—' : countOf(line.vehicles)}</td>
                <td>{line.unitFen === null ? '—' : yuanOf(line.unitFen)}</td>
                <td>{yuanOf(line.fen)}</td>
                <td>{line.kind === 'carried' ? '—' : sizeWord(line.storedBytes)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            {carriedFen < 0 && (
              <tr>
                <th scope="row">结转下期</th>
                <td />
                <td />
                <td>{yuanOf(-carriedFen)}</td>
                <td />
              </tr>
            )}
            <tr>
              <th scope="row">应付</th>
              <td>{countOf(vehicles)}</td>
              <td />
              <td>{yuanOf(fen)}</td>
              <td>{sizeWord(storedBytes)}</td>
            </tr>
          </tfoot>
        </table>
        <p className={styles.soft}>点项目看每一辆车。数据量是存储照片的成本依据，不另外收费。</p>
      </SectionBody>
      <Drawer title={opened && `${lineTitle(opened)}　${countOf(opened.vehicles)} 辆`} size={820} open={opened !== undefined} onClose={() => setOpened(undefined)} destroyOnHidden>
        {opened && <LineEvents billId={bill.id} line={opened.position} />}
      </Drawer>
    </FileSection>
  );
}

const { serial, plainSerial, plate, completed, channel, price, fen: cost, bytes } = eventColumns;

/** The cars of one line. */
function LineEvents({ billId, line }: { billId: string; line: number }) {
  const navigate = useNavigate();
  const mayOpen = useMay()('GET /transactions/:id');
  const events = useRecordList([billingKey, 'bill', billId, 'events', line], (cursor, signal) =>
    call('GET /bills/:id/events', { params: { id: billId }, query: { line, ...(cursor && { cursor }) }, signal }),
  );
  return (
    <RecordList
      caption="这一行的车辆，最近完成的在前"
      list={events}
      columns={[mayOpen ? serial : plainSerial, plate, completed, channel, price, cost, bytes]}
      keyOf={({ id }) => id}
      onOpen={mayOpen ? ({ transactionId }) => void navigate(`/transactions/${transactionId}`) : undefined}
      empty={<Notice title="没有车辆">这一行没有车辆。</Notice>}
    />
  );
}
