/** Why a picture could not be read for good: the word in its row, and what the deal's page says. */
export const readingFailures = {
  erased: '照片中有当事人的信息已依法删除，不再读取。',
  damaged: '照片在存储中已损坏或被改动，读取不了，请联系协会处理。',
  unreadable: '机器读不了这张照片，请对着原件填写下面的栏位，由市场柜台核对。',
  crashed: '读取这张照片时程序出错，重试后仍未成功，请对着原件填写下面的栏位，由市场柜台核对。',
  unavailable: '读取服务多次没有回应，请对着原件填写下面的栏位，由市场柜台核对。',
} as const;

export type ReadingFailure = keyof typeof readingFailures;
