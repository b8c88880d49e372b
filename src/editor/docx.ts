// Word files, read in the browser: a bundle of its own, fetched when the first one is chosen.
import mammoth from 'mammoth';

export interface WordText {
  html: string;
  /** What could not be carried over, in the library's words. */
  messages: string[];
}

/** Styles that Vietnamese and English copies of Word give, beside those that the library knows. */
const STYLES = [
  "p[style-name='Title'] => h2:fresh",
  "p[style-name='Subtitle'] => h3:fresh",
  "p[style-name='Tiêu đề'] => h2:fresh",
  "p[style-name='Quote'] => blockquote:fresh",
  "p[style-name='Caption'] => p:fresh",
  'u => u',
  'strike => s',
];

export async function readWord(file: ArrayBuffer): Promise<WordText> {
  const images = mammoth.images.imgElement(async (image) => ({
    src: `data:${image.contentType};base64,${await image.read('base64')}`,
  }));
  const { value, messages } = await mammoth.convertToHtml({ arrayBuffer: file }, { styleMap: STYLES, convertImage: images });
  return { html: value, messages: messages.map(({ message }) => message) };
}
