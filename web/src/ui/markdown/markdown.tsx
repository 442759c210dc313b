// Shows Markdown as React elements; no HTML of the text ever reaches the page.

import { createElement, Fragment, type ReactNode, useMemo } from 'react'
import { parseMarkdown } from './parse.ts'
import type { Block, Inline } from './tree.ts'
import './markdown.css'

export function Markdown({ text }: { readonly text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text])
  return <div className="markdown">{blocks.map(showBlock)}</div>
}

function showBlock(block: Block, key: number): ReactNode {
  switch (block.kind) {
    case 'heading':
      // The page itself has the first two levels.
      return createElement(
        `h${Math.min(6, block.level + 2)}`,
        { key, className: `markdown-h${block.level}` },
        inlines(block.children),
      )
    case 'paragraph':
      return <p key={key}>{inlines(block.children)}</p>
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre key={key} tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      )
    case 'quote':
      return <blockquote key={key}>{block.blocks.map(showBlock)}</blockquote>
    case 'rule':
      return <hr key={key} />
    case 'list':
      return block.isOrdered ? (
        <ol key={key} start={block.start}>
          {block.items.map(showItem)}
        </ol>
      ) : (
        <ul key={key}>{block.items.map(showItem)}</ul>
      )
    case 'table':
      return <MarkdownTable key={key} table={block} />
  }
}

function MarkdownTable({ table }: { readonly table: Extract<Block, { kind: 'table' }> }) {
  const align = (column: number) => ({ textAlign: table.align[column] ?? undefined })
  return (
    <div className="markdown-table">
      <table>
        <thead>
          <tr>
            {table.head.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
              <th key={column} scope="col" style={align(column)}>
                {inlines(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <tr key={index}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
                <td key={column} style={align(column)}>
                  {inlines(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A list item of one paragraph needs no paragraph. */
function showItem(blocks: readonly Block[], key: number): ReactNode {
  const [first, ...rest] = blocks
  return (
    <li key={key}>
      {first?.kind === 'paragraph' ? inlines(first.children) : first && showBlock(first, -1)}
      {rest.map(showBlock)}
    </li>
  )
}

function inlines(parts: readonly Inline[]): ReactNode {
  return parts.map((part, key) => {
    switch (part.kind) {
      case 'text':
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
        return <Fragment key={key}>{part.text}</Fragment>
      case 'code':
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
        return <code key={key}>{part.text}</code>
      case 'break':
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
        return <br key={key} />
      case 'link':
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
          <a key={key} href={part.href} rel="noopener nofollow ugc">
            {inlines(part.children)}
          </a>
        )
      default:
        return createElement(part.kind, { key }, inlines(part.children))
    }
  })
}
