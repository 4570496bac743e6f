/** What inspectors are in doubt about most, 1–9. */
export const usualQuestions: readonly string[] = [
  '公章看不清，请看是否有效',
  '车架号有一位看不清',
  '像是翻拍，不能确定',
  '照片像是修改过，不能确定',
  '人和证件是不是同一人，不能确定',
  '委托书是否有效，不能确定',
  '车和证件是否相符，不能确定',
  '证件之间不一致，不知以哪张为准',
  '这类业务没有遇到过，不知怎样认定',
];
