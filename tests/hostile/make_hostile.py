#!/usr/bin/env python3
"""Generate the csops hostile-input corpus: small, deliberately broken or malicious files for import and open tests.

Usage
    python make_hostile.py OUTDIR                 write every file and OUTDIR/manifest.json (162 files, about 42 MB, of which the bombs 37 MB)
    python make_hostile.py OUTDIR --no-bombs      leave out the files marked "bomb" (they expand to hundreds of MB)
    python make_hostile.py OUTDIR --bomb-mb 1024  size the bombs expand to (default 256)
    python make_hostile.py OUTDIR --only csv_     only names starting with the prefix
    python make_hostile.py --list                 print the manifest without writing
    python make_hostile.py OUTDIR --probe         afterwards open each .xlsx with openpyxl in a child process and print the outcome

Only the standard library is needed to generate (openpyxl only for --probe).  Output is byte-for-byte the same on every run with the
same Python/zlib: fixed time stamps, a seeded generator, no clock, no network.  Do not commit the output; generate it in a tmp dir.

manifest.json is a list of objects
    name      file name inside OUTDIR
    feed      where a user would meet it: import-table | import-contacts | import-mail | attach | open-db | restore-backup
    wrong     what is wrong with the file, in words
    expect    ok      read completely; `values`, where given, must come out exactly
              warn    read, and the user is told what was skipped, cut, guessed or left unread
              ask     the reader must ask or let the user choose (encoding, delimiter, date order, which sheet, "this is really a CSV")
              reject  refused with a plain message naming the file and the reason; nothing is written
              (several, joined by "|", when more than one is acceptable)
    must      extra conditions a test asserts
    values    optional: rows (list of lists of str) a reader must be able to produce after the user's choice
    bomb      true when the file expands enormously: run under a memory and time limit

For every file, whatever `expect` says:  no crash, no hang (10 s and 600 MB above the idle process are the limits), no traceback shown,
the interface stays responsive, no network connection, no file outside the application's own folders touched, the database unchanged
unless the user confirmed, and the original file byte-for-byte unchanged.
"""
import argparse, base64, gzip, io, json, os, random, sqlite3, struct, subprocess, sys, zipfile, zlib

WHEN = (2024, 1, 2, 3, 4, 6)
FILES = []          # (name, feed, wrong, expect, must, values, bomb, builder)


def hostile(name, wrong, expect, feed="import-table", must=(), values=None, bomb=False):
    """Register a builder; the builder returns bytes, or takes a path (argument named `path`) and writes it itself."""
    def deco(fn):
        FILES.append((name, feed, wrong, expect, list(must), values, bomb, fn))
        return fn
    return deco


# ---------------------------------------------------------------- minimal workbook writer
M = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PR = "http://schemas.openxmlformats.org/package/2006/relationships"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_OPEN = HEAD + '<worksheet xmlns="%s" xmlns:r="%s">' % (M, R)


def esc(s):
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def col(n):
    out = ""
    while n:
        n, r = divmod(n - 1, 26)
        out = chr(65 + r) + out
    return out


def sheet(rows, before="", after=""):
    """rows of str (inline text) or int/float (number) or ('f', formula) or ('raw', xml)"""
    out = [SHEET_OPEN, before, "<sheetData>"]
    for r, row in enumerate(rows, 1):
        out.append('<row r="%d">' % r)
        for c, v in enumerate(row, 1):
            ref = "%s%d" % (col(c), r)
            if isinstance(v, tuple) and v[0] == "f":
                out.append('<c r="%s"><f>%s</f></c>' % (ref, esc(v[1])))
            elif isinstance(v, tuple):
                out.append(v[1])
            elif isinstance(v, (int, float)):
                out.append('<c r="%s"><v>%r</v></c>' % (ref, v))
            else:
                out.append('<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (ref, esc(v)))
        out.append("</row>")
    out.append("</sheetData>%s</worksheet>" % after)
    return "".join(out)


BASE_ROWS = [["Name", "Phone", "Note"], ["Ada Byron", "0044 20 7946 0000", "called about invoice"], ["Li Wei", "+86 10 5550 1000", "wants refund"]]
STYLES = HEAD + ('<styleSheet xmlns="%s"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
                 '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>' % M)


def parts(sheets=None, names=None, states=None, wbpr="", types_extra="", wb_extra=""):
    """The parts of a small valid workbook, as an ordered dict name -> bytes"""
    sheets = sheets or [sheet(BASE_ROWS)]
    names = names or ["Sheet%d" % (i + 1) for i in range(len(sheets))]
    states = states or [""] * len(sheets)
    n = len(sheets)
    p = {}
    p["[Content_Types].xml"] = HEAD + '<Types xmlns="%s"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>%s%s</Types>' % (
        CT, "".join('<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' % (i + 1) for i in range(n)), types_extra)
    p["_rels/.rels"] = HEAD + '<Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % (PR, R)
    p["xl/workbook.xml"] = HEAD + '<workbook xmlns="%s" xmlns:r="%s">%s<sheets>%s</sheets>%s</workbook>' % (
        M, R, wbpr, "".join('<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>' % (esc(names[i]), i + 1, states[i], i + 1) for i in range(n)), wb_extra)
    p["xl/_rels/workbook.xml.rels"] = HEAD + '<Relationships xmlns="%s">%s<Relationship Id="rIdS" Type="%s/styles" Target="styles.xml"/></Relationships>' % (
        PR, "".join('<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>' % (i + 1, R, i + 1) for i in range(n)), R)
    p["xl/styles.xml"] = STYLES
    for i, s in enumerate(sheets):
        p["xl/worksheets/sheet%d.xml" % (i + 1)] = s
    return {k: v.encode("utf-8") if isinstance(v, str) else v for k, v in p.items()}


def pack(p, extra=()):
    """Zip parts with fixed times.  extra: (name, bytes) entries appended even if the name repeats."""
    buf = io.BytesIO()
    with zipfile.ZipFile(buf, "w") as z:
        for k, v in list(p.items()) + list(extra):
            info = zipfile.ZipInfo(k, WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            import warnings
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                z.writestr(info, v)
    return buf.getvalue()


def book(rows=None, **kw):
    return pack(parts([sheet(rows)] if rows is not None else None, **kw))


def with_sheet(xml, **kw):
    return pack(parts([xml], **kw))


def with_strings(sst, rows_xml, **kw):
    p = parts([SHEET_OPEN + "<sheetData>" + rows_xml + "</sheetData></worksheet>"],
              types_extra='<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>', **kw)
    p["xl/_rels/workbook.xml.rels"] = p["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", ('<Relationship Id="rIdT" Type="%s/sharedStrings" Target="sharedStrings.xml"/></Relationships>' % R).encode())
    p["xl/sharedStrings.xml"] = sst if isinstance(sst, bytes) else sst.encode("utf-8")
    return p


def stream_book(path, part, chunks):
    """Write a workbook whose one part is streamed from an iterator of bytes (for bombs)."""
    p = with_strings("", "") if part == "xl/sharedStrings.xml" else parts()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        for k, v in p.items():
            info = zipfile.ZipInfo(k, WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            if k == part:
                with z.open(info, "w", force_zip64=True) as f:
                    for c in chunks:
                        f.write(c)
            else:
                z.writestr(info, v)


def cfb(streams):
    """A minimal OLE compound file (what Excel writes for a password-protected workbook): {name: bytes >= 4096}"""
    sect, fat, data, ents = 512, [0xFFFFFFFD], b"", []
    pos = 2                                         # sector 0 FAT, sector 1 directory
    fat.append(0xFFFFFFFE)
    ents.append(("Root Entry", 5, 0xFFFFFFFE, 0))
    for name, body in streams.items():
        size = len(body)
        body += b"\0" * (-size % sect)
        n = len(body) // sect
        ents.append((name, 2, pos, size))
        fat += [pos + i + 1 for i in range(n - 1)] + [0xFFFFFFFE]
        data += body
        pos += n
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xff" * (4 * 108)
    d = b""
    for i, (name, typ, start, size) in enumerate(ents):
        nm = name.encode("utf-16-le")
        child = 1 if i == 0 and len(ents) > 1 else 0xFFFFFFFF
        right = i + 1 if 0 < i < len(ents) - 1 else 0xFFFFFFFF
        d += nm + b"\0" * (64 - len(nm)) + struct.pack("<HBBIII", len(nm) + 2, typ, 1, 0xFFFFFFFF, right, child) + b"\0" * 36 + struct.pack("<IQ", start, size)
    d += b"\0" * (-len(d) % sect)
    f = struct.pack("<%dI" % len(fat), *fat)
    return head + f + b"\xff" * (sect - len(f)) + d + data


NO_NET = "no network connection is attempted"
NO_FILE = "no file outside the import is read"
TEXT_BACK = "on export the cell is text, not a formula (openpyxl data_type 's', no <f> element; in CSV the first character is not = + - @ TAB CR LF)"
SAFE_NAME = "the stored file name has no path separator, drive, '..' or control character and stays inside the attachment store"

# ================================================================ 1. not a workbook at all
hostile("zero.xlsx", "0 bytes", "reject")(lambda: b"")
hostile("one_byte.xlsx", "a single byte", "reject")(lambda: b"P")
hostile("png_named.xlsx", "a PNG image renamed .xlsx", "reject", must=["the message says it is an image, not a workbook"])(lambda: png(2, 2))
hostile("jpeg_named.xlsx", "a JPEG header renamed .xlsx", "reject")(lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 200)
hostile("pdf_named.xlsx", "a PDF renamed .xlsx", "reject")(lambda: b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF")
hostile("csv_named.xlsx", "a CSV file renamed .xlsx", "ask|reject", must=["the message offers to read it as CSV or says that it is CSV"], values=BASE_ROWS)(lambda: csv_bytes(BASE_ROWS))
hostile("html_named.xls", "an HTML table saved as .xls, as many web shops export", "ask|reject|warn")(lambda: b"<html><body><table><tr><td>Name</td></tr><tr><td>Ada</td></tr></table></body></html>")
hostile("xml2003_named.xls", "an XML Spreadsheet 2003 file named .xls", "ask|reject|warn")(lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>Ada</Data></Cell></Row></Table></Worksheet></Workbook>')
hostile("rtf_named.xls", "an RTF document named .xls", "reject")(lambda: b"{\\rtf1\\ansi hello}")
hostile("zip_of_text.xlsx", "a zip archive with only a text file", "reject")(lambda: pack({"readme.txt": b"hello"}))
hostile("docx_named.xlsx", "a Word document renamed .xlsx", "reject")(lambda: pack({"[Content_Types].xml": (HEAD + '<Types xmlns="%s"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>' % CT).encode(), "word/document.xml": b"<x/>"}))
hostile("ods_named.xlsx", "an OpenDocument spreadsheet renamed .xlsx", "reject|warn|ok")(lambda: pack({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}))
hostile("password.xlsx", "an encrypted workbook (OLE container with EncryptedPackage)", "reject|ask", must=["the message says that the file is password-protected"])(lambda: cfb({"EncryptionInfo": b"\x04\0\x04\0\x40\0\0\0" + b"<encryption/>" + b" " * 4200, "EncryptedPackage": struct.pack("<Q", 4000) + random.Random(5).randbytes(5000)}))
hostile("ole_garbage.xls", "an OLE header followed by noise", "reject")(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(6).randbytes(3000))
hostile("noise.xlsx", "4 kB of random bytes", "reject")(lambda: random.Random(7).randbytes(4096))

# ================================================================ 2. damaged containers
hostile("cut_half.xlsx", "a good workbook cut in half", "reject")(lambda: book()[: len(book()) // 2])
hostile("cut_tail.xlsx", "a good workbook without its last 12 bytes", "reject")(lambda: book()[:-12])


@hostile("crc_wrong.xlsx", "one byte of the compressed sheet flipped, so that the CRC does not match", "reject", must=["never imports a part of the rows as if it were all"])
def _():
    p, raw = parts(), None
    p["xl/worksheets/sheet1.xml"] = sheet([["n%d" % i, "x" * 40] for i in range(200)]).encode()
    buf = io.BytesIO()
    with zipfile.ZipFile(buf, "w", zipfile.ZIP_STORED) as z:
        for k, v in p.items():
            z.writestr(zipfile.ZipInfo(k, WHEN), v)
    raw = bytearray(buf.getvalue())
    raw[raw.index(b"n100")] = ord("m")
    return bytes(raw)


@hostile("no_content_types.xlsx", "[Content_Types].xml missing", "reject|warn|ok")
def _():
    p = parts(); del p["[Content_Types].xml"]; return pack(p)


@hostile("no_workbook_part.xlsx", "xl/workbook.xml missing", "reject")
def _():
    p = parts(); del p["xl/workbook.xml"]; return pack(p)


@hostile("no_sheet_part.xlsx", "the workbook names a sheet whose part is missing", "reject|warn")
def _():
    p = parts(); del p["xl/worksheets/sheet1.xml"]; return pack(p)


@hostile("no_sheets.xlsx", "a workbook with an empty sheet list", "reject")
def _():
    p = parts(); p["xl/workbook.xml"] = (HEAD + '<workbook xmlns="%s"><sheets/></workbook>' % M).encode(); return pack(p)


@hostile("no_styles.xlsx", "styles part missing (some generators leave it out)", "ok|warn", values=BASE_ROWS)
def _():
    p = parts(); del p["xl/styles.xml"]
    p["xl/_rels/workbook.xml.rels"] = (HEAD + '<Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/worksheet" Target="worksheets/sheet1.xml"/></Relationships>' % (PR, R)).encode()
    p["[Content_Types].xml"] = p["[Content_Types].xml"].replace(b'<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>', b"")
    return pack(p)


@hostile("zip_twice_same_name.xlsx", "the sheet part occurs twice in the zip with different content", "reject|warn", must=["what the preview shows is what is imported"])
def _():
    return pack(parts(), extra=[("xl/worksheets/sheet1.xml", sheet([["Name", "Phone", "Note"], ["SECOND", "1", "x"]]).encode())])


hostile("zip_traversal.xlsx", "a good workbook whose zip also has ../../evil.txt, /etc/evil and C:\\evil.exe", "ok|warn|reject", must=[NO_FILE, "nothing is unpacked to disk under those names"], values=BASE_ROWS)(
    lambda: pack(parts(), extra=[("../../evil.txt", b"x"), ("/etc/evil", b"x"), ("C:\\evil.exe", b"x")]))


@hostile("zip_size_lie.xlsx", "the central directory gives the sheet a much smaller size than it has", "reject|warn")
def _():
    p = parts(); p["xl/worksheets/sheet1.xml"] = sheet([["n%d" % i] for i in range(3000)]).encode()
    raw = bytearray(pack(p)); n = len(p["xl/worksheets/sheet1.xml"])
    i = raw.rindex(struct.pack("<I", n)); raw[i:i + 4] = struct.pack("<I", 100)
    return bytes(raw)


@hostile("zip_overlap.xlsx", "200 directory entries that share the one compressed body of the sheet (overlap bomb)", "reject", bomb=True)
def _(path, mb):
    part = b"xl/worksheets/sheet1.xml"
    per = max(1, mb // 200) * 1048576
    raw = with_sheet(sheet([["Name"], ["A" * per]]))
    cd_at, count = struct.unpack("<I", raw[-6:-2])[0], struct.unpack("<H", raw[-12:-10])[0]
    at = raw.index(part, cd_at) - 46                      # the sheet's record in the central directory
    record = raw[at:at + 46 + len(part)]
    more = b"".join(record[:28] + struct.pack("<H", 15) + record[30:46] + b"xl/media/%03d.xx" % i for i in range(199))
    cd = raw[cd_at:-22] + more
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count + 199, count + 199, len(cd), cd_at, 0)
    with open(path, "wb") as f:
        f.write(raw[:cd_at] + cd + end)


@hostile("zip_many_entries.xlsx", "a good workbook with 20,000 extra empty zip entries", "ok|warn|reject", must=["opens or refuses within 10 s"])
def _():
    return pack(parts(), extra=[("junk/%05d" % i, b"") for i in range(20000)])


@hostile("zip_nested.xlsx", "a zip in a zip in a zip, ten deep", "reject")
def _():
    b = b"A" * 10000
    for i in range(10):
        b = pack({"x%d.zip" % i: b})
    return b


# ================================================================ 3. bombs
@hostile("bomb_rows.xlsx", "rows of 1,000 identical cells, hundreds of MB of XML in a file of about 1 MB", "reject", bomb=True, must=["the message says that the file is too large when unpacked, with the limit"])
def _(path, mb):
    row = b'<row r="1">' + b'<c t="inlineStr"><is><t>AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA</t></is></c>' * 1000 + b"</row>"
    stream_book(path, "xl/worksheets/sheet1.xml", [SHEET_OPEN.encode() + b"<sheetData>"] + [row] * (mb * 1048576 // len(row)) + [b"</sheetData></worksheet>"])


@hostile("bomb_one_cell.xlsx", "one cell of hundreds of MB of text", "reject", bomb=True)
def _(path, mb):
    stream_book(path, "xl/worksheets/sheet1.xml", [SHEET_OPEN.encode() + b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'] + [b"A" * 1048576] * mb + [b"</t></is></c></row></sheetData></worksheet>"])


@hostile("bomb_shared_strings.xlsx", "a shared-strings part of hundreds of MB, the sheet itself empty", "reject", bomb=True)
def _(path, mb):
    si = b"<si><t>" + b"B" * 2000 + b"</t></si>"
    stream_book(path, "xl/sharedStrings.xml", [(HEAD + '<sst xmlns="%s">' % M).encode()] + [si] * (mb * 1048576 // len(si)) + [b"</sst>"])


@hostile("bomb_empty_rows.xlsx", "1,048,576 empty rows after one filled row (what 'format whole column' leaves behind)", "ok|warn", bomb=True, values=[["Name"]], must=["empty rows are not imported and not counted"])
def _(path, mb):
    def gen():
        yield SHEET_OPEN.encode() + b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
        for r in range(2, 1048577):
            yield b'<row r="%d"/>' % r
        yield b"</sheetData></worksheet>"
    stream_book(path, "xl/worksheets/sheet1.xml", gen())


hostile("sparse_corner.xlsx", "two cells only: A1 and XFD1048576 (a dense reader asks for 17 billion cells; measured: one reader aborted the process, one filled 6 GB)", "ok|warn|reject", bomb=True)(
    lambda: with_sheet(SHEET_OPEN + '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'))
hostile("dimension_lie.xlsx", "the sheet claims A1:XFD1048576, and has two cells", "ok|warn", values=[["Name"], ["Ada"]])(
    lambda: with_sheet(sheet([["Name"], ["Ada"]], before='<dimension ref="A1:XFD1048576"/>')))
hostile("dimension_small_lie.xlsx", "the sheet claims A1:A1, and has 3 x 3 cells", "ok|warn", values=BASE_ROWS, must=["no row or column is lost"])(
    lambda: with_sheet(sheet(BASE_ROWS, before='<dimension ref="A1"/>')))

# ================================================================ 4. XML attacks
LOL = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">" + "".join('<!ENTITY %s "%s">' % (chr(98 + i), ("&%s;" % chr(97 + i)) * 10) for i in range(9)) + "]>"
PLAIN_OPEN = '<worksheet xmlns="%s"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>' % M
PLAIN_CLOSE = "</t></is></c></row></sheetData></worksheet>"
hostile("xml_billion_laughs.xlsx", "nested entities that expand to 10 billion characters", "reject", bomb=True)(lambda: with_sheet('<?xml version="1.0"?>' + LOL + PLAIN_OPEN + "&j;" + PLAIN_CLOSE))
hostile("xml_quadratic.xlsx", "one 50 kB entity used 2,000 times", "reject", bomb=True)(lambda: with_sheet('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "%s">]>' % ("A" * 50000) + PLAIN_OPEN + "&a;" * 2000 + PLAIN_CLOSE))
hostile("xml_xxe_file.xlsx", "an external entity that names a local file", "reject|warn", must=[NO_FILE])(lambda: with_sheet('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:\x2f//etc/hostname">]>' + PLAIN_OPEN + "q&e;q" + PLAIN_CLOSE))
hostile("xml_xxe_http.xlsx", "an external entity that names a web address", "reject|warn", must=[NO_NET])(lambda: with_sheet('<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>' + PLAIN_OPEN + "q&e;q" + PLAIN_CLOSE))
hostile("xml_dtd_strings.xlsx", "a DTD with entities in the shared strings", "reject|warn", must=[NO_FILE])(lambda: pack(with_strings('<?xml version="1.0"?>' + LOL + '<sst xmlns="%s"><si><t>&j;</t></si></sst>' % M, '<row r="1"><c r="A1" t="s"><v>0</v></c></row>')))
hostile("xml_unclosed.xlsx", "the sheet XML stops in the middle of a row", "reject", must=["the rows before the break are not imported silently"])(lambda: with_sheet(sheet(BASE_ROWS)[:-60]))
hostile("xml_two_roots.xlsx", "junk after the closing tag of the sheet", "reject|warn")(lambda: with_sheet(sheet(BASE_ROWS) + "<more/>"))
hostile("xml_encoding_lie.xlsx", "declares UTF-16, is UTF-8", "reject|warn")(lambda: pack({**parts(), "xl/worksheets/sheet1.xml": sheet(BASE_ROWS).replace("UTF-8", "UTF-16").encode()}))
hostile("xml_utf16.xlsx", "a sheet in genuine UTF-16 with BOM (allowed by the standard)", "ok|reject", values=BASE_ROWS)(lambda: pack({**parts(), "xl/worksheets/sheet1.xml": sheet(BASE_ROWS).replace("UTF-8", "UTF-16").encode("utf-16")}))
hostile("xml_nul.xlsx", "NUL bytes in the sheet XML", "reject")(lambda: pack({**parts(), "xl/worksheets/sheet1.xml": sheet(BASE_ROWS).encode().replace(b"Ada", b"A\0a")}))
hostile("xml_bad_utf8.xlsx", "an invalid UTF-8 byte in a cell", "reject|warn")(lambda: pack({**parts(), "xl/worksheets/sheet1.xml": sheet(BASE_ROWS).encode().replace(b"Byron", b"B\xff\xferon")}))
hostile("xml_deep.xlsx", "elements nested 50,000 deep", "reject|warn|ok")(lambda: with_sheet(SHEET_OPEN + "<sheetData/><extLst>" + "<ext>" * 50000 + "</ext>" * 50000 + "</extLst></worksheet>"))

# ================================================================ 5. links out
def rel_sheet(rel):
    p = parts(); p["xl/worksheets/_rels/sheet1.xml.rels"] = (HEAD + '<Relationships xmlns="%s">%s</Relationships>' % (PR, rel)).encode(); return pack(p)


hostile("link_rel_escape.xlsx", "the sheet relationship points to ../../../../etc/passwd", "reject", must=[NO_FILE])(lambda: pack({**parts(), "xl/_rels/workbook.xml.rels": (HEAD + '<Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/worksheet" Target="../../../../etc/passwd"/></Relationships>' % (PR, R)).encode()}))
hostile("link_remote_image.xlsx", "an external picture relationship", "ok|warn", must=[NO_NET], values=BASE_ROWS)(lambda: rel_sheet('<Relationship Id="rId9" Type="%s/image" Target="http://127.0.0.1:9/p.png" TargetMode="External"/>' % R))
hostile("link_unc_template.xlsx", "an external relationship to a UNC share (leaks the Windows log-in hash when followed)", "ok|warn", must=[NO_NET], values=BASE_ROWS)(lambda: rel_sheet('<Relationship Id="rId9" Type="%s/oleObject" Target="file:\x2f////127.0.0.1/share/x.xlsx" TargetMode="External"/>' % R))


@hostile("link_external_book.xlsx", "cells that take their value from another workbook on a share", "ok|warn", must=[NO_NET, "the cached value is used, or the cell is reported as unread"])
def _():
    p = parts([SHEET_OPEN + '<sheetData><row r="1"><c r="A1"><f>[1]Sheet1!A1</f><v>42</v></c></row></sheetData></worksheet>'], wb_extra='<externalReferences><externalReference r:id="rIdX"/></externalReferences>')
    p["xl/_rels/workbook.xml.rels"] = p["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", ('<Relationship Id="rIdX" Type="%s/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>' % R).encode())
    p["xl/externalLinks/externalLink1.xml"] = (HEAD + '<externalLink xmlns="%s" xmlns:r="%s"><externalBook r:id="rId1"><sheetNames><sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>' % (M, R)).encode()
    p["xl/externalLinks/_rels/externalLink1.xml.rels"] = (HEAD + '<Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/externalLinkPath" Target="file:\x2f////127.0.0.1/share/b.xlsx" TargetMode="External"/></Relationships>' % (PR, R)).encode()
    return pack(p)


@hostile("link_dde.xlsx", "a DDE link part", "ok|warn|reject", must=["no program is started"])
def _():
    p = parts(wb_extra='<externalReferences><externalReference r:id="rIdX"/></externalReferences>')
    p["xl/_rels/workbook.xml.rels"] = p["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", ('<Relationship Id="rIdX" Type="%s/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>' % R).encode())
    p["xl/externalLinks/externalLink1.xml"] = (HEAD + '<externalLink xmlns="%s"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>' % M).encode()
    return pack(p)


hostile("macro.xlsm", "a macro-enabled workbook (vbaProject.bin inside)", "ok|warn", must=["the macro is never run and never copied to an export"], values=BASE_ROWS)(lambda: pack({**parts(types_extra='<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600}))
hostile("hyperlink_schemes.xlsx", "cells with javascript:, file:, data: and UNC hyperlinks as text", "ok", must=["links other than http, https, mailto and tel are never opened on a click"])(lambda: book([["Site"], ["javascript:alert(1)"], ["file:\x2f//C:/Windows/System32/calc.exe"], ["data:text/html,<script>1</script>"], ["\\\\127.0.0.1\\s\\x"]]))

# ================================================================ 6. wrong references and types inside a readable workbook
def raw_rows(xml):
    return with_sheet(SHEET_OPEN + "<sheetData>" + xml + "</sheetData></worksheet>")


hostile("ref_string_index.xlsx", "a shared-string index beyond the table", "reject|warn")(lambda: pack(with_strings(HEAD + '<sst xmlns="%s"><si><t>a</t></si></sst>' % M, '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>')))
hostile("ref_string_negative.xlsx", "a negative shared-string index (Python would read the last string)", "reject|warn", must=["never shows 'last' in A1"])(lambda: pack(with_strings(HEAD + '<sst xmlns="%s"><si><t>a</t></si><si><t>last</t></si></sst>' % M, '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>')))
hostile("ref_style_index.xlsx", "a cell style that does not exist", "ok|warn|reject")(lambda: raw_rows('<row r="1"><c r="A1" s="500"><v>45000</v></c></row>'))
hostile("ref_cell_bad.xlsx", "cell addresses that do not exist (ZZZZ99999999, 1A, A0)", "reject|warn")(lambda: raw_rows('<row r="1"><c r="ZZZZ99999999"><v>1</v></c><c r="1A"><v>2</v></c><c r="A0"><v>3</v></c></row>'))
hostile("ref_row_huge.xlsx", "a row number of 4,294,967,297", "reject|warn")(lambda: raw_rows('<row r="4294967297"><c r="A4294967297"><v>1</v></c></row>'))
hostile("ref_none.xlsx", "cells and rows without addresses (allowed by the standard)", "ok", values=[["Name", "Phone"], ["Ada", "123"]])(lambda: raw_rows('<row><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>Phone</t></is></c></row><row><c t="inlineStr"><is><t>Ada</t></is></c><c t="inlineStr"><is><t>123</t></is></c></row>'))
hostile("ref_order.xlsx", "rows and cells out of order", "ok|warn|reject", must=["no value lands in a wrong column"])(lambda: raw_rows('<row r="2"><c r="B2"><v>22</v></c><c r="A2"><v>21</v></c></row><row r="1"><c r="A1"><v>11</v></c></row>'))
hostile("ref_twice.xlsx", "the same cell twice with different values", "warn|reject|ok", must=["preview and import agree"])(lambda: raw_rows('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'))
hostile("type_unknown.xlsx", "an unknown cell type", "warn|reject|ok")(lambda: raw_rows('<row r="1"><c r="A1" t="zz"><v>1</v></c></row>'))
hostile("type_errors.xlsx", "error cells #REF!, #N/A, #DIV/0!", "warn|ok", must=["error cells become empty with a warning that names row and column, never the number 0"])(lambda: raw_rows('<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="e"><v>#DIV/0!</v></c></row>'))
hostile("number_extremes.xlsx", "NaN, INF, 1e400, 1e-400, 17 digits", "warn|reject", must=["NaN and infinity never reach the database or a KPI"])(lambda: raw_rows("".join('<row r="%d"><c r="A%d"><v>%s</v></c></row>' % (i + 1, i + 1, v) for i, v in enumerate(["NaN", "INF", "1e400", "1e-400", "12345678901234567", "abc", ""]))))
hostile("date_1904.xlsx", "workbook in the 1904 date system", "ok", must=["serial 40000 is 2013-07-07, not 2009-07-06"])(lambda: pack(parts([SHEET_OPEN + '<sheetData><row r="1"><c r="A1" s="1"><v>40000</v></c></row></sheetData></worksheet>'], wbpr='<workbookPr date1904="1"/>')))
hostile("date_impossible.xlsx", "date cells with serial -1, 0, 60 (29 Feb 1900) and 99999999", "warn|reject", must=["impossible dates are reported with row and column, never shifted silently"])(lambda: raw_rows("".join('<row r="%d"><c r="A%d" s="1"><v>%s</v></c></row>' % (i + 1, i + 1, v) for i, v in enumerate(["-1", "0", "60", "99999999"]))))
hostile("cell_40000.xlsx", "a cell of 40,000 characters (Excel's limit is 32,767)", "ok|warn", must=["the text is stored whole or the cut is reported; an export never silently loses characters"])(lambda: book([["Note"], ["x" * 40000]]))
hostile("formulas_uncached.xlsx", "formulas without a stored result", "warn", must=["cells without a value are reported; the formula text is not stored as data and not evaluated"])(lambda: book([["Total"], [("f", "1+1")], [("f", "cmd|'/c calc'!A1")], [("f", 'HYPERLINK("http://127.0.0.1:9","x")')]]))
hostile("formula_text.xlsx", "text cells that start with = + - @ TAB CR LF", "ok", must=[TEXT_BACK, "the value is stored exactly as read"], values=[["=1+1"], ["+1"], ["-1"], ["@SUM(1)"], ["\t=1"], ["=cmd|'/c calc'!A1"]])(lambda: book([["=1+1"], ["+1"], ["-1"], ["@SUM(1)"], ["\t=1"], ["=cmd|'/c calc'!A1"]]))
hostile("text_numbers.xlsx", "telephone numbers, leading zeros and long ids as text", "ok", values=[["00123"], ["+44 20 7946 0000"], ["1E5"], ["4111111111111111"], ["1-2"]], must=["stored as the same characters"])(lambda: book([["00123"], ["+44 20 7946 0000"], ["1E5"], ["4111111111111111"], ["1-2"]]))
hostile("headers_bad.xlsx", "duplicate, empty and 300-character column headings", "ask|warn|ok", must=["every column can still be mapped"])(lambda: book([["Name", "Name", "", " name ", "x" * 300], ["a", "b", "c", "d", "e"]]))
hostile("headers_none.xlsx", "no heading row: data from the first row", "ask|ok|warn", must=["the first customer is not lost"])(lambda: book(BASE_ROWS[1:]))
hostile("headers_below_title.xlsx", "a title, an empty row, a merged two-row heading, totals at the end", "ask|warn|ok")(lambda: with_sheet(sheet([["Customers 2024", "", ""], ["", "", ""], ["Contact", "", ""], ["Name", "Phone", "Note"], ["Ada", "1", "x"], ["Total", "1", ""]], after='<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A3:C3"/></mergeCells>')))
hostile("sheets_hidden.xlsx", "hidden and very hidden sheets beside one visible", "ok|ask|warn", must=["hidden sheets are not imported without being named"], values=BASE_ROWS)(lambda: pack(parts([sheet([["secret"]]), sheet(BASE_ROWS), sheet([["secret2"]])], names=["h", "Visible", "v"], states=[' state="hidden"', "", ' state="veryHidden"'])))
hostile("sheets_same_name.xlsx", "two sheets with one name", "warn|ask|reject|ok")(lambda: pack(parts([sheet([["a"]]), sheet([["b"]])], names=["Data", "Data"])))
hostile("sheet_name_evil.xlsx", "sheet names with path, quote, control and 200 characters", "ok|warn|reject", must=["never used as a file name"])(lambda: pack(parts([sheet([["a"]]), sheet([["b"]])], names=["../../x'[]:*?", "n" * 200])))
hostile("sheets_2000.xlsx", "2,000 sheets", "ok|ask|reject")(lambda: pack(parts([sheet([["a"]])] * 2000)))
hostile("text_unicode.xlsx", "right-to-left override, zero-width, emoji, combining marks, private use, U+FFFF escape", "ok|warn", must=["shown without reordering its neighbours; a search for the visible word finds it", "an export opens in a spreadsheet"])(lambda: book([["\u202eevil\u202c"], ["a\u200bb"], ["\U0001F469\u200d\U0001F469\u200d\U0001F467"], ["Zo\u0308e"], ["\ue000"], ["_x0007_ _xFFFF_"]]))
hostile("text_html.xlsx", "HTML and script in names and notes", "ok", must=[NO_NET, "shown as plain text in every widget (no bold, no picture, no link)"])(lambda: book([["Name"], ["<img src='http://127.0.0.1:9/x.png'>"], ["<b>bold</b><script>alert(1)</script>"], ["<a href='file:\x2f//etc/passwd'>x</a>"], ["&lt;b&gt;"], ["<table><tr><td>"]]))
hostile("text_sql.xlsx", "SQL and search syntax in names", "ok", must=["a search for each of the names finds exactly its row and never raises"])(lambda: book([["Name"], ["Robert'); DROP TABLE contact;--"], ["100% \"quoted\" AND OR NOT"], ["NEAR(a b) * ^ : -x"], ["a_b%c\\d"], ["'"]]))
hostile("strict_ooxml.xlsx", "ISO strict namespaces", "ok|reject", values=BASE_ROWS)(lambda: pack({k: v.replace(M.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships") for k, v in parts().items()}))
hostile("styles_empty_fill.xlsx", "a valid workbook whose style part has an empty <fill/> (some web shops write it; openpyxl 3.1.5 raises TypeError, calamine reads it)", "ok|reject", values=BASE_ROWS)(lambda: pack({**parts(), "xl/styles.xml": STYLES.replace('<fill><patternFill patternType="none"/></fill>', "<fill/>").encode()}))
hostile("styles_60000.xlsx", "60,000 cell styles", "ok|reject", must=["within 10 s"], values=BASE_ROWS)(lambda: pack({**parts(), "xl/styles.xml": STYLES.replace('<cellXfs count="2"><xf/>', '<cellXfs count="60002">' + "<xf/>" * 60001).encode()}))


# ================================================================ 7. CSV and text
def csv_bytes(rows, enc="utf-8", sep=",", nl="\r\n", q=True):
    out = []
    for r in rows:
        out.append(sep.join('"%s"' % c.replace('"', '""') if q and any(x in c for x in (sep, '"', "\n", "\r")) else c for c in r))
    return (nl.join(out) + nl).encode(enc)


EU = [["Name", "Stadt", "Betrag"], ["M\u00fcller & S\u00f6hne", "K\u00f6ln", "1.234,50"], ["Garc\u00eda", "M\u00e1laga", "-7,00"], ["\u20acuro", "Z\u00fcrich", "0,99"]]
hostile("csv_empty.csv", "0 bytes", "reject")(lambda: b"")
hostile("csv_header_only.csv", "headings and no rows", "warn|ok|reject")(lambda: b"Name,Phone\r\n")
hostile("csv_blank_lines.csv", "blank lines before, between and after", "ok", values=BASE_ROWS)(lambda: b"\r\n\r\n" + csv_bytes(BASE_ROWS).replace(b"\r\n", b"\r\n\r\n") + b"\r\n\r\n")
hostile("csv_bom.csv", "UTF-8 with byte-order mark (Excel writes it)", "ok", values=EU[:2], must=["the first heading is 'Name', without the mark"])(lambda: b"\xef\xbb\xbf" + csv_bytes(EU[:2], sep=";"))
hostile("csv_utf16le.csv", "UTF-16 with mark, tab-separated (Excel 'Unicode text')", "ok|ask", values=EU)(lambda: b"\xff\xfe" + csv_bytes(EU, "utf-16-le", "\t"))
hostile("csv_utf16_nomark.csv", "UTF-16 without mark", "ask|warn|reject", must=["no NUL characters in the database"])(lambda: csv_bytes(EU, "utf-16-le", ";"))
hostile("csv_cp1252.csv", "Windows-1252, semicolons, decimal commas (a European Excel)", "ok|ask", values=EU, must=["no U+FFFD, no mojibake"])(lambda: csv_bytes(EU, "cp1252", ";"))
hostile("csv_macroman.csv", "Mac Roman", "ask|warn|ok", must=["the user sees a preview and can change the encoding"])(lambda: csv_bytes(EU, "mac_roman", ";"))
hostile("csv_shift_jis.csv", "Shift-JIS (second bytes include the backslash and the pipe)", "ask|ok|warn")(lambda: csv_bytes([["\u540d\u524d", "\u4f4f\u6240"], ["\u8868\u30bd", "\u6771\u4eac"]], "shift_jis"))
hostile("csv_mixed_encoding.csv", "UTF-8 rows and Windows-1252 rows in one file", "ask|warn|reject", must=["the bad rows are named; no row is dropped silently"])(lambda: csv_bytes(EU[:2], sep=";") + csv_bytes(EU[2:], "cp1252", ";"))
hostile("csv_mojibake.csv", "UTF-8 read as Latin-1 and saved again as UTF-8", "ok|warn", must=["imported as it is, or a repair is offered, never applied silently"])(lambda: csv_bytes([[c.encode().decode("latin-1") for c in r] for r in EU], sep=";"))
hostile("csv_nul.csv", "NUL bytes in the middle", "reject|warn")(lambda: csv_bytes(BASE_ROWS).replace(b"Ada", b"A\0\0a"))
hostile("csv_ctrl_z.csv", "a Ctrl-Z (0x1A) in a note", "ok|warn", must=["the rows after it are still read"])(lambda: csv_bytes(BASE_ROWS).replace(b"called", b"call\x1aed"))
hostile("csv_unclosed_quote.csv", "a quote opened in row 2 and never closed: the rest of the file becomes one cell", "warn|reject", must=["the row number where the quote opens is named; 500 rows do not vanish into one note"])(lambda: b'Name,Note\r\n"Ada,hello\r\n' + b"".join(b"n%d,x\r\n" % i for i in range(500)))
hostile("csv_stray_quotes.csv", "quotes in the middle of unquoted cells", "ok|warn")(lambda: b'Name,Note\r\n5" pipe,the 6" one\r\nO"Neil,"a"b"\r\n')
hostile("csv_backslash_escape.csv", "backslash-escaped quotes (MySQL style)", "ask|warn|ok")(lambda: b'Name,Note\n"Ada","said \\"hi\\", left"\n')
hostile("csv_newline_in_cell.csv", "line breaks inside quoted cells", "ok", values=[["Name", "Note"], ["Ada", "line 1\nline 2"]])(lambda: b'Name,Note\n"Ada","line 1\nline 2"\n')
hostile("csv_cr_only.csv", "carriage returns only (old Mac)", "ok", values=BASE_ROWS)(lambda: csv_bytes(BASE_ROWS, nl="\r"))
hostile("csv_mixed_newlines.csv", "CRLF, LF and CR in one file", "ok|warn")(lambda: b"Name,Phone\r\na,1\nb,2\rc,3\r\n")
hostile("csv_sep_line.csv", "first line sep=; (Excel hint)", "ok", values=BASE_ROWS)(lambda: b"sep=;\r\n" + csv_bytes(BASE_ROWS, sep=";"))
hostile("csv_tab_named.csv", "tab-separated, named .csv", "ok|ask", values=BASE_ROWS)(lambda: csv_bytes(BASE_ROWS, sep="\t"))
hostile("csv_pipe.csv", "pipe-separated with commas in the text", "ok|ask")(lambda: csv_bytes([["Name", "Note"], ["Ada", "a, b, c"], ["Li", "d, e, f"]], sep="|"))
hostile("csv_ragged.csv", "rows with fewer and with more cells than headings", "warn|ask|reject", must=["rows are named; nothing is shifted into a wrong column; surplus cells are not lost silently"])(lambda: b"Name,Phone,Note\r\nAda\r\nLi,1,x,EXTRA,EXTRA2\r\nBo,2,y\r\n")
hostile("csv_wide.csv", "10,000 columns", "reject|warn|ask", must=["within 10 s; the mapping dialog stays usable"])(lambda: (",".join("c%d" % i for i in range(10000)) + "\n" + ",".join("1" for _ in range(10000)) + "\n").encode())
hostile("csv_long_field.csv", "a field of 300,000 characters (over Python's csv limit of 131,072)", "ok|warn|reject", must=["no csv.Error shown to the user"])(lambda: b"Name,Note\r\nAda," + b"x" * 300000 + b"\r\n")


@hostile("csv_one_line.csv", "one line of tens of MB without a newline", "reject|warn", bomb=True)
def _(path, mb):
    with open(path, "wb") as f:
        for _ in range(max(1, mb // 8)):
            f.write(b"abcdefgh" * 131072)


hostile("csv_binary.csv", "random bytes named .csv", "reject")(lambda: random.Random(11).randbytes(5000))
hostile("csv_gzip.csv", "gzip data named .csv", "reject")(lambda: gzip.compress(csv_bytes(BASE_ROWS), mtime=0))
hostile("csv_xlsx_named.csv", "a workbook named .csv", "ask|reject|ok")(lambda: book())
hostile("csv_formulas.csv", "cells that start with = + - @ TAB CR and their quoted and spaced forms", "ok", must=[TEXT_BACK, "values are stored exactly as read"])(lambda: csv_bytes([["Name", "Note"], ["=1+1", "=cmd|'/c calc'!A1"], ["+44 20", "-5"], ["@x", "\t=1"], [" =1", "\"=1"], ['=HYPERLINK("http://127.0.0.1:9?"&A1)', "a;=1"]]))
hostile("csv_headers_bad.csv", "duplicate, empty and formula headings", "ask|warn|ok", must=[TEXT_BACK])(lambda: b"Name,Name,,=1+1\r\na,b,c,d\r\n")
hostile("csv_numbers_as_id.csv", "leading zeros, 16+ digits, 1E5, 1-2, TRUE", "ok", values=[["Id"], ["00123"], ["12345678901234567890"], ["1E5"], ["1-2"], ["TRUE"], ["NA"], ["null"]], must=["text stays text: no number, date, boolean or missing value is guessed for names, ids and phones"])(lambda: b"Id\r\n00123\r\n12345678901234567890\r\n1E5\r\n1-2\r\nTRUE\r\nNA\r\nnull\r\n")
hostile("csv_dates_ambiguous.csv", "01/02/2024, 13/02/2024, 02/13/2024, 2024-02-30, 24-02-01", "ask|warn|reject", must=["the date order is asked or stated, one order per column; impossible dates are named"])(lambda: b"Date\r\n01/02/2024\r\n13/02/2024\r\n02/13/2024\r\n2024-02-30\r\n24-02-01\r\n")
hostile("csv_amounts.csv", "1,234.50 / 1.234,50 / 1 234,50 / (5.00) / 5- / $ 7", "ask|warn", must=["no amount is read 100 or 1,000 times too large"])(lambda: "Amount;Note\r\n1,234.50;a\r\n1.234,50;b\r\n1\u00a0234,50;c\r\n(5.00);d\r\n5-;e\r\n$ 7;f\r\n".encode())
hostile("csv_times_dst.csv", "times that do not exist or exist twice at clock changes, and offsets", "warn|ok", must=["duration figures are never negative"])(lambda: b"When,Closed\r\n2024-03-31 02:30,2024-03-31 03:10\r\n2024-10-27 02:50,2024-10-27 02:10\r\n2024-01-01T10:00:00+13:00,2024-01-01T09:00:00Z\r\n")
hostile("csv_duplicates.csv", "the same customer 3 times with different case, spaces and accents", "ask|warn|ok", must=["possible duplicates are shown before they are written"])(lambda: "Name,Email\r\nZo\u00eb O'Brien,zoe@example.com\r\nzoe\u0308 o'brien ,ZOE@example.com\r\nZoe OBrien,zoe@example.com\r\n".encode())
hostile("csv_same_twice.csv", "a file already imported, imported again", "ask|warn", must=["the second import is recognised; no doubled contacts without consent"])(lambda: csv_bytes([["Date", "Name", "Channel"], ["2024-05-01", "Ada", "phone"], ["2024-05-02", "Li", "email"]]))
hostile("csv_attachment_paths.csv", "an attachment column with ../, absolute, UNC, device and NUL names", "reject|warn", must=[SAFE_NAME, NO_FILE])(lambda: b"Name,Attachment\r\na,../../../etc/passwd\r\nb,C:\\Windows\\win.ini\r\nc,\\\\127.0.0.1\\s\\x\r\nd,CON\r\ne,/dev/zero\r\nf,file:\x2f//etc/passwd\r\n")
hostile("csv_html.csv", "markup in cells", "ok", must=[NO_NET, "shown as plain text"])(lambda: b"Name,Note\r\n<b>x</b>,<img src=http://127.0.0.1:9/x.gif>\r\n")
hostile("csv_bidi.csv", "direction overrides and look-alike letters in names", "ok|warn", must=["control characters are shown or removed on display, and kept or reported on import"])(lambda: "Name\r\nphoto\u202egpj.exe\r\n\u0410da\r\n\u200f\u200eBo\r\n".encode())

# ================================================================ 8. contacts (vCard) and mail
VC = "import-contacts"
hostile("vcf_empty.vcf", "0 bytes", "reject", VC)(lambda: b"")
hostile("vcf_no_end.vcf", "the last card has no END", "warn|reject", VC)(lambda: b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Li\r\n")
hostile("vcf_qp_latin1.vcf", "vCard 2.1, quoted-printable, ISO-8859-1, soft line breaks", "ok|warn", VC, must=["the name is M\u00fcller"])(lambda: b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FC=\r\nller\r\nTEL;HOME:123\r\nEND:VCARD\r\n")
hostile("vcf_photo_broken.vcf", "PHOTO with broken base64", "ok|warn", VC, must=["the card is still read"])(lambda: b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nPHOTO;ENCODING=b;TYPE=PNG:!!!!notbase64\r\nEND:VCARD\r\n")
hostile("vcf_photo_url.vcf", "PHOTO and KEY as web addresses", "ok", VC, must=[NO_NET])(lambda: b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nPHOTO:http://127.0.0.1:9/p.png\r\nEND:VCARD\r\n")
hostile("vcf_folded.vcf", "a name folded into 5,000 one-character lines", "ok|warn", VC, must=["within 10 s"])(lambda: b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + b"\r\n ".join(b"x" for _ in range(5000)) + b"\r\nEND:VCARD\r\n")
hostile("vcf_nested.vcf", "cards inside cards, 500 deep", "reject|warn", VC)(lambda: b"BEGIN:VCARD\r\nVERSION:2.1\r\nAGENT:\r\n" * 500 + b"FN:x\r\n" + b"END:VCARD\r\n" * 500)
hostile("vcf_formula.vcf", "names and phones that start with = and @", "ok", VC, must=[TEXT_BACK])(lambda: b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:=HYPERLINK(\"http://127.0.0.1:9\")\r\nTEL:+1 555\r\nNOTE:@SUM(1)\r\nEND:VCARD\r\n")
EM = "import-mail"
hostile("eml_empty.eml", "0 bytes", "reject", EM)(lambda: b"")
hostile("eml_no_headers.eml", "text without headers", "warn|reject", EM)(lambda: b"hello there\r\n")
hostile("eml_bad_charset.eml", "unknown charset and bytes that do not decode", "warn|ok", EM)(lambda: b"From: a@example.com\r\nSubject: =?x-none?B?/////w==?=\r\nContent-Type: text/plain; charset=x-none\r\n\r\n\xff\xfe\xfa\r\n")
hostile("eml_bad_date.eml", "an impossible date", "warn|ask", EM, must=["the user is asked for the date or the file date is proposed; never 1970 silently"])(lambda: b"From: a@example.com\r\nDate: Mon, 99 Foo 20244 99:99:99 +9999\r\nSubject: x\r\n\r\nhi\r\n")
hostile("eml_bad_base64.eml", "an attachment with broken base64", "warn|ok", EM)(lambda: b'From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: application/pdf; name="x.pdf"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="x.pdf"\r\n\r\n@@@@not base64@@@\r\n--b--\r\n')
hostile("eml_traversal.eml", "attachments named ../../x.exe, C:\\x, CON, an empty name and 400 characters", "ok|warn", EM, must=[SAFE_NAME, "an executable attachment is never opened by a click without a warning"])(
    lambda: b'From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"".join(b'--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="%s"\r\n\r\nx\r\n' % n for n in (b"../../x.exe", b"C:\\\\x.bat", b"CON", b"", b"a" * 400, b"x\x01y.txt", b"photo\xe2\x80\xaegpj.exe")) + b"--b--\r\n")
hostile("eml_remote_image.eml", "an HTML body with a tracking picture, a script and a form", "ok", EM, must=[NO_NET, "the text is shown without pictures"])(lambda: b'From: a@example.com\r\nContent-Type: text/html\r\n\r\n<img src="http://127.0.0.1:9/t.gif"><script>1</script><form action="http://127.0.0.1:9"></form>Hello<link rel=stylesheet href="http://127.0.0.1:9/s.css">\r\n')


@hostile("eml_nested.eml", "multipart parts nested 200 deep", "reject|warn|ok", EM, must=["no recursion error"])
def _():
    out = b"From: a@example.com\r\n"
    for i in range(200):
        out += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i)
    return out + b"Content-Type: text/plain\r\n\r\nhi\r\n"


hostile("eml_headers_huge.eml", "5,000 headers and one header of 500,000 characters", "ok|warn|reject", EM, must=["within 10 s"])(lambda: b"From: a@example.com\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(5000)) + b"Subject: " + b"s" * 500000 + b"\r\n\r\nhi\r\n")


# ================================================================ 9. attachments, databases, backups, settings
def png(w, h, rows=None):
    def chunk(t, d):
        return struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
    raw = rows if rows is not None else zlib.compress((b"\0" + b"\0" * (3 * w)) * h, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0)) + chunk(b"IDAT", raw) + chunk(b"IEND", b"")


AT = "attach"
hostile("img_huge_claim.png", "a PNG that claims 60,000 x 60,000 pixels (10 GB when decoded)", "warn|reject|ok", AT, must=["no thumbnail is attempted above a pixel limit; the file can still be stored"])(lambda: png(60000, 60000, zlib.compress(b"\0" * 1000)))
hostile("img_bad_crc.png", "a PNG with a wrong checksum", "ok|warn", AT)(lambda: png(4, 4)[:-6] + b"\0\0\0\0\0\0")
hostile("img_script.svg", "an SVG with a script, an external entity and a remote picture", "ok|warn|reject", AT, must=[NO_NET, NO_FILE])(lambda: b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "file:\x2f//etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><script>alert(1)</script><image xlink:href="http://127.0.0.1:9/x.png"/><text>&e;</text></svg>')
hostile("zero_attachment.pdf", "an attachment of 0 bytes", "ok|warn", AT)(lambda: b"")
hostile("exe_named.pdf", "a Windows program named .pdf", "warn|reject", AT, must=["never started by a click: opening asks, and names the true type"])(lambda: b"MZ" + b"\0" * 58 + struct.pack("<I", 64) + b"PE\0\0" + b"\0" * 100)
DB = "open-db"


def sqlite_bytes(script, user_version=0):
    path = os.path.join(WORK, "_tmp.db")
    if os.path.exists(path):
        os.unlink(path)
    c = sqlite3.connect(path)
    c.executescript("PRAGMA page_size=4096;" + script)
    c.execute("PRAGMA user_version=%d" % user_version)
    c.commit(); c.close()
    raw = bytearray(open(path, "rb").read())
    os.unlink(path)
    raw[24:28] = raw[92:96] = struct.pack(">I", 7)          # change counter / version-valid-for: fixed
    raw[96:100] = struct.pack(">I", 3040001)                # library version stamp: fixed, so that output does not depend on it
    return bytes(raw)


hostile("db_zero.db", "0 bytes (what a full disk leaves)", "reject", DB, must=["not treated as a new empty database at the path of an existing one without asking"])(lambda: b"")
hostile("db_text.db", "a text file named .db", "reject", DB)(lambda: b"hello world, I am not a database\n" * 200)
hostile("db_foreign.db", "a valid SQLite file of some other program", "reject", DB, must=["it is not migrated, not written, its bytes are unchanged"])(lambda: sqlite_bytes("create table bookmarks(id integer primary key, url text); insert into bookmarks values(1,'x');"))
hostile("db_newer.db", "a csops file written by a newer version (alembic_version and user_version unknown)", "reject", DB, must=["the message names both versions and says to update; nothing is written; read-only opening may be offered"])(lambda: sqlite_bytes("create table alembic_version(version_num varchar(32) not null primary key); insert into alembic_version values('ffffffffffff');", 99999))
hostile("db_cut.db", "a database cut to two thirds", "reject", DB, must=["the message offers recovery from a backup, and the damaged file is kept"])(lambda: sqlite_bytes("create table t(a,b); " + "".join("insert into t values(%d,'%s');" % (i, "y" * 200) for i in range(300)))[:40000])
hostile("db_page_noise.db", "a database with one page overwritten by noise", "reject|warn", DB, must=["found by the integrity check before anything is written"])(lambda: (lambda b: b[:12288] + random.Random(3).randbytes(4096) + b[16384:])(sqlite_bytes("create table t(a,b); create index i on t(b); " + "".join("insert into t values(%d,'%s');" % (i, "z%05d" % i * 20) for i in range(600)))))
hostile("db_trap_trigger.db", "a database with triggers and a view named like expected tables that run extra SQL", "reject", DB, must=["the schema is compared with the expected one before use; trusted_schema is off"])(lambda: sqlite_bytes("create table alembic_version(version_num varchar(32)); create table secret(a); create view contact as select randomblob(1000000000) as id; create trigger tr after insert on alembic_version begin delete from secret; end;"))
RB = "restore-backup"
hostile("backup_traversal.zip", "a backup archive with ../../ names and a link entry", "reject", RB, must=["nothing is written outside the restore folder"])(lambda: pack({"../../../evil.db": b"x", "/abs.db": b"x", "ok.db": sqlite_bytes("create table t(a);")}))
hostile("backup_cut.zip", "a backup archive cut in half", "reject", RB, must=["the current database is untouched"])(lambda: (lambda b: b[: len(b) // 2])(pack({"csops.db": sqlite_bytes("create table t(a);" + "insert into t values(1);" * 50)})))
hostile("backup_wrong_hash.zip", "a backup whose manifest hash does not match its database", "reject", RB, must=["the mismatch is named; the current database is untouched"])(lambda: pack({"csops.db": sqlite_bytes("create table t(a);"), "manifest.json": json.dumps({"csops.db": {"sha256": "0" * 64}}).encode()}))


@hostile("backup_bomb.zip", "a backup archive whose database expands to hundreds of MB of zeros", "reject|ask", RB, bomb=True, must=["free space is checked first; the current database is untouched"])
def _(path, mb):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        info = zipfile.ZipInfo("csops.db", WHEN)
        info.compress_type = zipfile.ZIP_DEFLATED
        with z.open(info, "w", force_zip64=True) as f:
            for _ in range(mb):
                f.write(b"\0" * 1048576)


hostile("settings_deep.json", "100,000 nested brackets in a settings or scorecard template file", "reject", must=["no RecursionError shown"])(lambda: b"[" * 100000 + b"]" * 100000)
hostile("settings_nan.json", "NaN, Infinity, duplicate keys, wrong types", "reject|warn")(lambda: b'{"weight": NaN, "weight": Infinity, "name": ["not a string"], "max_score": "5"}')
hostile("name \u202egpj.csv", "a harmless CSV with a direction override in its file name", "ok", values=BASE_ROWS, must=["the name is shown safely in messages, logs and window titles"])(lambda: csv_bytes(BASE_ROWS))
hostile("-rf %s {x} $(id) '.csv", "a harmless CSV whose file name looks like an option, a format string and a shell command", "ok", values=BASE_ROWS)(lambda: csv_bytes(BASE_ROWS))

WORK = "."


def manifest(only=""):
    return [dict(name=n, feed=f, wrong=w, expect=e, must=m, **({"values": v} if v else {}), **({"bomb": True} if b else {}))
            for n, f, w, e, m, v, b, _ in FILES if n.startswith(only)]


def probe(out):
    code = ("import sys,openpyxl,resource\nresource.setrlimit(resource.RLIMIT_AS,(1<<30,1<<30))\n"
            "wb=openpyxl.load_workbook(sys.argv[1],read_only=True,data_only=True)\nprint(sum(1 for ws in wb.worksheets for _ in ws.iter_rows()),'rows')\n")
    for n in sorted(os.listdir(out)):
        if n.endswith((".xlsx", ".xlsm")):
            try:
                r = subprocess.run([sys.executable, "-c", code, os.path.join(out, n)], capture_output=True, text=True, timeout=15)
                print("%-28s %s" % (n, (r.stdout or r.stderr).strip().splitlines()[-1][:110] if (r.stdout or r.stderr).strip() else "killed %d" % r.returncode))
            except subprocess.TimeoutExpired:
                print("%-28s more than 15 s" % n)


def main():
    global WORK
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("outdir", nargs="?")
    ap.add_argument("--no-bombs", action="store_true")
    ap.add_argument("--bomb-mb", type=int, default=256)
    ap.add_argument("--only", default="")
    ap.add_argument("--list", action="store_true")
    ap.add_argument("--probe", action="store_true")
    a = ap.parse_args()
    if a.list or not a.outdir:
        json.dump(manifest(a.only), sys.stdout, indent=1)
        return
    os.makedirs(a.outdir, exist_ok=True)
    WORK = a.outdir
    for name, _f, _w, _e, _m, _v, bomb, fn in FILES:
        if not name.startswith(a.only) or (bomb and a.no_bombs):
            continue
        path = os.path.join(a.outdir, name)
        if fn.__code__.co_argcount:
            fn(path, a.bomb_mb)
        else:
            with open(path, "wb") as f:
                f.write(fn())
    keep = [m for m in manifest(a.only) if not (a.no_bombs and m.get("bomb"))]
    with open(os.path.join(a.outdir, "manifest.json"), "w", encoding="utf-8") as f:
        json.dump(keep, f, indent=1, ensure_ascii=False)
    print(len(keep), "files")
    if a.probe:
        probe(a.outdir)


if __name__ == "__main__":
    main()
