import PDFDocument from 'pdfkit';

/** One official letter. */
export interface Letter {
  number: string;
  addressee: string;
  title: string;
  paragraphs: string[];
  deadline: string | null;
  contact: string;
  date: string;
}

export function lettersPdf(letters: Letter[]): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', autoFirstPage: false, compress: false });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (const letter of letters) {
    pdf.addPage();
    pdf.text(letter.number);
  }
  pdf.end();
  return new Promise((resolve) => pdf.on('end', () => resolve(Buffer.concat(chunks))));
}
