import { channelsWord, firstTariff, priceWord, tariffGaps, tariffNext } from './tariff-wording';

it('says what a car costs', () => {
  expect(priceWord({ memberFen: 300, nonMemberFen: 800 })).toBe('会员市场每辆 ¥3.00，非会员市场每辆 ¥8.00');
  expect(priceWord({ memberFen: 500, nonMemberFen: 500 })).toBe('每辆 ¥5.00');
  expect(priceWord({ memberFen: 0, nonMemberFen: 0 })).toBe('不收费');
  expect(channelsWord(['mobile', 'fixed'])).toBe('移动端、固定端');
});

it('tells what a tariff waits for', () => {
  const may = { change: false, propose: false, adopt: false, withdraw: false };
  const draft = { state: 'draft', inForce: false, effectiveOn: null, may } as const;
  expect(tariffNext({ ...draft, agendaItemId: 'x', atMeeting: 'passed', may: { ...may, adopt: true } })).toContain('凭决议写明公布情况和生效日');
  expect(tariffNext({ ...draft, agendaItemId: null, atMeeting: null })).toContain('提交会员大会');
  expect(tariffNext({ state: 'adopted', inForce: false, effectiveOn: '2027-01-01', agendaItemId: 'x', atMeeting: 'passed', may })).toContain('2027-01-01 起完成的交易');
});

it('asks for the nature, the service and the cost that a fee rests on', () => {
  expect(tariffGaps(firstTariff.content)).toEqual(['没有写明服务内容。', '没有写明成本依据。']);
  expect(tariffGaps({ ...firstTariff.content, service: '影像核对', costBasis: '数据流量', channels: [] })).toEqual(['至少一种采集渠道。']);
});
