// Word files, made here with the fewest parts that make one.
import JSZip from 'jszip';

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const NAMES = `xmlns:w="${WORD}" xmlns:r="${OFFICE}" xmlns:wp="${DRAWING}/wordprocessingDrawing" xmlns:a="${DRAWING}/main" xmlns:pic="${DRAWING}/picture"`;

export interface WordPicture {
  /** With its ending, by which its kind is known. */
  name: string;
  bytes: Buffer;
}

export interface WordParts {
  body: string;
  /** Their numbers begin with 1, as `footnote` names them. */
  footnotes?: string[];
  endnotes?: string[];
  pictures?: WordPicture[];
}

export const run = (text: string, marks = '') =>
  `<w:r>${marks && `<w:rPr>${marks}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
export const paragraph = (...runs: string[]) => `<w:p>${runs.join('')}</w:p>`;
export const heading = (text: string) => `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>${run(text)}</w:p>`;
export const table = (...rows: string[]) => `<w:tbl>${rows.join('')}</w:tbl>`;
export const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
export const cell = (text: string, how = '') => `<w:tc><w:tcPr>${how}</w:tcPr>${paragraph(run(text))}</w:tc>`;
export const footnote = (number: number) => `<w:r><w:footnoteReference w:id="${number}"/></w:r>`;
export const endnote = (number: number) => `<w:r><w:endnoteReference w:id="${number}"/></w:r>`;

/** The picture of this place in the list, from 0. */
export const drawing = (place: number, description: string) =>
  `<w:r><w:drawing><wp:inline><wp:docPr id="${place + 1}" name="Ảnh ${place + 1}" descr="${description}"/><a:graphic><a:graphicData uri="${DRAWING}/picture"><pic:pic><pic:blipFill><a:blip r:embed="rIdAnh${place}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;

export async function wordFile({ body, footnotes = [], endnotes = [], pictures = [] }: WordParts): Promise<Buffer> {
  const zip = new JSZip();
  const kinds = Object.entries({ png: 'image/png', emf: 'image/x-emf' }).map(([ending, kind]) => by('Default', ending, kind));
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const types = [
    by('Default', 'rels', 'application/vnd.openxmlformats-package.relationships+xml'),
    by('Default', 'xml', 'application/xml'),
    ...kinds,
    by('Override', '/word/document.xml', main),
  ];
  zip.file('[Content_Types].xml', `${HEAD}<Types xmlns="${PACKAGE}/content-types">${types.join('')}</Types>`);
  zip.file('_rels/.rels', relations([['rId1', 'officeDocument', 'word/document.xml']]));
  zip.file(
    'word/styles.xml',
    `${HEAD}<w:styles ${NAMES}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
  );
  zip.file(
    'word/_rels/document.xml.rels',
    relations([
      ['rId1', 'styles', 'styles.xml'],
      ['rId2', 'footnotes', 'footnotes.xml'],
      ['rId3', 'endnotes', 'endnotes.xml'],
      ...pictures.map(({ name }, place): Relation => [`rIdAnh${place}`, 'image', `media/${name}`]),
    ]),
  );
  zip.file('word/document.xml', `${HEAD}<w:document ${NAMES}><w:body>${body}</w:body></w:document>`);
  zip.file('word/footnotes.xml', notes('footnote', footnotes));
  zip.file('word/endnotes.xml', notes('endnote', endnotes));
  for (const { name, bytes } of pictures) zip.file(`word/media/${name}`, bytes);
  return zip.generateAsync({ type: 'nodebuffer' });
}

const by = (element: 'Default' | 'Override', what: string, kind: string) =>
  `<${element} ${element === 'Default' ? 'Extension' : 'PartName'}="${what}" ContentType="${kind}"/>`;

type Relation = [id: string, kind: string, target: string];

const relations = (all: Relation[]) =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** Beside those that are written, every Word file has the line above them. */
const notes = (kind: 'footnote' | 'endnote', texts: string[]) =>
  `${HEAD}<w:${kind}s ${NAMES}><w:${kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:${kind}>${texts
    .map((text, at) => `<w:${kind} w:id="${at + 1}">${paragraph(`<w:r><w:${kind}Ref/></w:r>`, run(` ${text}`))}</w:${kind}>`)
    .join('')}</w:${kind}s>`;
