import { Text } from '@tarojs/components';
import { Note } from '@/components/notes';
import { Card } from '@/components/screen';
import { yuanOf } from '@/money';
import { CopyRow } from '../copy-row';
import { inFours, type Payable } from '../payables-view';

/** 银行转账: to which account and with which code, each to be copied into the bank's app. */
export function TransferCard({ payable: { transfer, outstandingFen } }: { payable: Payable }) {
  if (!transfer) {
    return (
      <Card title="银行转账">
        <Text className="quiet">收款账户还没有登记，暂时不能转账。需要转账的，请联系协会秘书处。</Text>
      </Card>
    );
  }
  const { account, code } = transfer;
  return (
    <Card title="银行转账">
      <CopyRow name="户名" value={account.payeeName} />
      <CopyRow name="账号" value={account.bankNumber} shown={inFours(account.bankNumber)} />
      <CopyRow name="开户银行" value={account.bankName} />
      <CopyRow name="附言" value={code} code />
      <Note kind="care">请原样填写附言，到账后凭它自动入账。</Note>
      <Text className="quiet">{`转账金额 ${yuanOf(outstandingFen)}。财务收到银行对账单后，这里显示已缴。`}</Text>
    </Card>
  );
}
