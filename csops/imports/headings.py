"""Which headings name which target, in several languages, and how well a heading fits."""

import re
import unicodedata
from functools import cache
from typing import Final

from csops.imports.mapping import TableKind, Target

T = Target
# The first phrases of a line name the target best. Accents, case, signs and camelCase do not matter.
CONTACT_HEADINGS: Final = {
    T.NUMBER: "number in its file|"
    "unique key|call id|contact id|ticket id|case id|ticket number|case number|incident number|"
    "service request num|"
    "request number|ticket|ticketnummer|vorgangsnummer|vorgang|fallnummer|number|id|nr|no|num|key|reference|ref|"
    "record id|"
    "interaction id|conversation id|referenz|aktenzeichen|numero|numero de ticket|folio|referencia|zaaknummer|"
    "nummer|belegnummer|sr record id",
    T.STARTED_AT: "date and time|started at|start time|started|opened at|created at|created date|date created|opened|"
    "created|call date|contact date|"
    "date time|datetime|timestamp|time stamp|received at|received|date|datum|datum uhrzeit|zeitpunkt|eingang|"
    "eingegangen am|erstellt am|"
    "erstellt|angelegt am|wann|when|start|day|tag|fecha|fecha de apertura|fecha y hora|creado|date de creation|"
    "cree le|date d ouverture|"
    "date et heure|jour|ontvangen|aangemaakt|datum en tijd|data|data e ora|sys created at|reported at|logged at",
    T.STARTED_TIME: "time|call time|start time|contact time|uhrzeit|zeit|heure|hora|tijd|tijdstip|time of day|ora",
    T.CHANNEL: "channel|kanal|canal|kanaal|contact channel|contact type|contact method|method received|"
    "open data channel type|"
    "channel type|source|origin|medium|via|quelle|kontaktart|kontaktweg|eingangskanal|eingangsart|"
    "type de contact|moyen de contact|"
    "via de contacto|contactwijze|herkunft|how|canale",
    T.CUSTOMER: "customer|customer name|client|client name|kunde|kundin|kundenname|cliente|nombre del cliente|"
    "klant|klantnaam|nom du client|"
    "contact name|caller|caller name|booking contact name|requester|name|nom|nombre|naam|ansprechpartner|"
    "anrufer|guest|gast|patient|nome",
    T.PHONE: "phone|phone number|telephone|tel|tel nr|telefon|telefonnummer|rufnummer|mobile|mobile phone|mobil|"
    "handy|caller number|"
    "numero de telephone|telephone portable|portable|telefono|movil|telefoon|telefoonnummer|gsm|cell|mobiel|"
    "cellulare|fon",
    T.EMAIL: "email|e mail|email address|e mail address|mail|mailadresse|e mail adresse|courriel|adresse mail|"
    "correo|correo electronico|"
    "emailadres|from address|posta elettronica",
    T.TOPIC: "topic|thema|complaint type|request type|sr type|call type|call reason|contact reason|reason|grund|"
    "anliegen|kategorie|category|"
    "categorie|categoria|issue type|issue|type|motif|sujet|motivo|asunto|tema|onderwerp|reden|betreff|subject|"
    "art|problem|tipo|oggetto",
    T.TEXT: "what happened|notes|note|notiz|notizen|description|beschreibung|comment|comments|kommentar|"
    "bemerkung|bemerkungen|message|nachricht|"
    "resolution description|status notes|details|detail|summary|text|inhalt|descriptor|short description|"
    "remarks|remarque|remarques|"
    "commentaire|commentaires|observaciones|comentarios|comentario|descripcion|nota|notas|opmerking|opmerkingen|"
    "toelichting|omschrijving|"
    "beschrijving|outcome|was|was ist passiert|question|frage|inhoud|descrizione",
    T.DIRECTION: "direction|richtung|call direction|sens|direccion|sentido|in out|inbound outbound|direzione",
    T.HANDLE_TIME: "handle time|handling time|average handle time|aht|talk time|talk duration|"
    "avg talk duration|call duration|call length|duration|"
    "dauer|gesprachsdauer|gesprachszeit|bearbeitungszeit|minuten|minutes|duree|duree d appel|duracion|"
    "duracion de la llamada|duur|gespreksduur|"
    "time spent|durata",
    T.ANSWERED_AFTER: "speed of answer|speed of answer in seconds|answer speed|wait time|waiting time|wait|"
    "time to answer|queue time|asa|"
    "wartezeit|antwortzeit|temps d attente|attente|tiempo de espera|espera|wachttijd|ring time|hold time|attesa",
    T.ANSWERED_AT: "time answered|answered at|answer time|answered time|angenommen um|beantwortet um|"
    "heure de reponse|contestada a las",
    T.ANSWERED: "answered|answered y n|angenommen|beantwortet|repondu|decroche|atendida|contestada|beantwoord|"
    "opgenomen|picked up|"
    "missed|verpasst|missed call|manque|perdida|gemist",
    T.STATUS: "status|ident state|state|resolved|erledigt|gelost|resolu|traite|resuelto|resuelta|opgelost|"
    "afgehandeld|sr status|case status|"
    "ticket status|call outcome|result|outcome|ergebnis|resultat|resultado|resultaat|stand|estado|statut|etat|"
    "solved|done|closed|"
    "abgeschlossen|incident state|stato|risolto|fertig",
    T.RESOLVED_AT: "resolved at|resolved on|resolved date|date resolved|resolution date|gelost am|"
    "erledigt am|date de resolution|resuelto el|"
    "fecha de resolucion|opgelost op|solved at",
    T.CLOSED_AT: "closed at|closed date|close date|date closed|closed on|closed|geschlossen am|"
    "abgeschlossen am|date de cloture|ferme le|"
    "fecha de cierre|cerrado el|gesloten op|sluitingsdatum|end date",
    T.HANDLED_BY: "handled by|agent|agent name|agent id|answered by|taken by|mitarbeiter|mitarbeiterin|"
    "angenommen von|conseiller|operateur|agente|"
    "atendido por|medewerker|behandeld door|employee|staff|user|operator|logged by|rep|resolved by|"
    "collaborateur|operatore",
    T.OWNER: "owner|assignee|assigned to|bearbeiter|bearbeiterin|sachbearbeiter|zustandig|verantwortlich|"
    "responsible|proprietaire|responsable|"
    "eigenaar|verantwoordelijke|assigned|betreuer",
    T.DUE: "due|due date|due on|follow up|follow up date|follow up on|wiedervorlage|fallig|fallig am|frist|"
    "deadline|echeance|a rappeler le|"
    "vencimiento|fecha limite|vervaldatum|opvolgen op|scadenza",
    T.RATING: "rating|satisfaction rating|satisfaction|csat|score|bewertung|zufriedenheit|nps|calificacion|"
    "satisfaccion|tevredenheid|evaluation",
    T.FIRST_NAME: "first name|given name|vorname|prenom|nombre de pila|voornaam|firstname",
    T.LAST_NAME: "last name|family name|surname|nachname|familienname|nom de famille|apellido|apellidos|"
    "achternaam|lastname",
    T.COMPANY: "company|company name|organisation|organization|organization name|firma|unternehmen|societe|"
    "entreprise|empresa|bedrijf|account|azienda",
}
CUSTOMER_HEADINGS: Final = {
    T.NUMBER: "customer id|contact id|customer number|customer no|client id|kundennummer|kunden nr|numero client|"
    "numero de cliente|klantnummer|id|number|nr|"
    "no|identifier|key|record id|external id|nummer",
    T.NAME: "name|full name|customer|customer name|client|kunde|kundenname|display name|contact|contact name|"
    "nom|nom complet|cliente|nombre|"
    "nombre completo|klant|klantnaam|naam|ansprechpartner|nome|file as",
    **{target: CONTACT_HEADINGS[target] for target in (T.FIRST_NAME, T.LAST_NAME, T.COMPANY)},
    T.PHONE: CONTACT_HEADINGS[T.PHONE]
    + "|phone 1 value|phone 2 value|phone 3 value|home phone|home phone 2|business phone|business phone 2|"
    "other phone|work phone|primary phone|company main phone|telefon privat|telefon geschaftlich|festnetz",
    T.EMAIL: CONTACT_HEADINGS[T.EMAIL]
    + "|e mail 1 value|e mail 2 value|e mail 3 value|e mail 2 address|e mail 3 address|primary email|work email",
    T.NOTE: CONTACT_HEADINGS[T.TEXT],
    T.SINCE: "since|customer since|kunde seit|seit|created|created at|created date|create date|connected on|"
    "client depuis|cliente desde|klant sinds|"
    "angelegt am|erstellt am|date added|first contact|member since",
    T.STAGE: "stage|lifecycle stage|status|lead status|phase|type|art|estado|statut|fase",
    T.FIRM: "firm|speaks for|works for|belongs to|employer|arbeitgeber|employeur|empleador|werkgever",
    T.SEGMENT: "segment|customer segment|customer group|kundengruppe|kundensegment|group|gruppe|segmento|klantgroep",
    T.BIRTHDAY: "birthday|date of birth|birth date|birthdate|dob|born|geburtstag|geburtsdatum|anniversaire|"
    "date de naissance|fecha de nacimiento|cumpleanos|geboortedatum|verjaardag|compleanno|data di nascita",
    T.PREFERRED_CHANNEL: "preferred channel|contact preference|preferred contact|bevorzugter kanal|kontaktwunsch",
    T.MOTIVE: "purchase motive|motive|why they buy|reason for buying|kaufmotiv|kaufgrund",
    T.REFERRED_BY: "referred by|referrer|recommended by|empfohlen von|geworben von|recommande par|recomendado por",
    T.CONSENT: "consent|marketing consent|newsletter|opt in|gdpr consent|einwilligung|werbeeinwilligung|dsgvo|"
    "consentement|consentimiento|toestemming|consenso",
    T.CONSENT_AT: "consent date|consent given on|consent at|opt in date|einwilligung am|datum der einwilligung",
    T.CONSENT_NOTE: "consent note|note on consent",
}
CANDIDATE_HEADINGS: Final = {
    T.NAME: "name|full name|candidate|candidate name|applicant|applicant name|bewerber|bewerberin|bewerbername|"
    "kandidat|kandidatin|candidat|candidato|kandidaat|sollicitant|nom complet|nombre completo|nom|nombre|naam|nome",
    **{target: CONTACT_HEADINGS[target] for target in (T.FIRST_NAME, T.LAST_NAME)},
    T.PHONE: CUSTOMER_HEADINGS[T.PHONE],
    T.EMAIL: CUSTOMER_HEADINGS[T.EMAIL],
    T.SOURCE: "source|came by|quelle|kanal|channel|origin|herkunft|how did you hear about us|referred by|empfohlen von|"
    "job board|jobborse|via|medium|canal|origine|bron|referral|utm source",
    T.APPLIED_ON: "applied on|applied at|applied|application date|date applied|date of application|bewerbungsdatum|"
    "beworben am|eingang|eingegangen am|eingangsdatum|received|received at|received on|submitted at|submission date|"
    "timestamp|zeitstempel|date|datum|created at|created|date de candidature|fecha de solicitud|fecha|"
    "sollicitatiedatum",
    T.CONSENT: "consent|gdpr consent|gdpr|data consent|agreed|privacy consent|einwilligung|datenschutz|dsgvo|"
    "einverstanden|zustimmung|consentement|rgpd|consentimiento|toestemming|avg|consenso",
    T.NOTE: CONTACT_HEADINGS[T.TEXT] + "|cover letter|letter|anschreiben|motivation|experience|erfahrung",
}
SURVEY_HEADINGS: Final = {
    T.NUMBER: "response id|respondent id|survey response id|answer id|submission id|entry id|response number|"
    "antwort id|antwortnummer|teilnehmer id|review id|id|number|nr|no|num|key|record id|referenz|reference|ref",
    T.SENT_AT: "sent at|sent on|sent|sent date|date sent|survey sent at|survey sent|invited at|invitation date|"
    "asked at|asked on|asked|gesendet am|versendet am|verschickt am|versandt am|gesendet|befragt am|envoye le|"
    "enviado el|enviado|verzonden op|inviato il",
    T.RESPONDED_AT: "responded at|answered at|response date|response time|answered on|completed at|completed|"
    "date completed|submitted at|submission date|submit date|submit date utc|date submitted|recorded date|end date|"
    "finished at|beantwortet am|antwortdatum|abgeschlossen am|repondu le|fecha de respuesta|beantwoord op|risposto il|"
    "timestamp|zeitstempel|horodateur|marca temporal|tijdstempel|informazioni cronologiche|review date|reviewed at|"
    "published at|date|datum|fecha|data|created at|created|date created|time|when|wann|tag|day|jour",
    **{target: CONTACT_HEADINGS[target] for target in (T.CUSTOMER, T.FIRST_NAME, T.LAST_NAME)},
    T.PHONE: CONTACT_HEADINGS[T.PHONE] + "|respondent phone|recipient phone",
    T.EMAIL: CONTACT_HEADINGS[T.EMAIL] + "|respondent email|recipient email|customer email|kunden e mail|contact email",
    T.CUSTOMER_NUMBER: "customer id|customer number|customer no|client id|kundennummer|kunden nr|kunden id|"
    "numero client|numero de cliente|klantnummer|account id|account number|external id",
    T.CASE_NUMBER: "case id|case number|case no|case|ticket id|ticket number|ticket|ticketnummer|fallnummer|"
    "vorgangsnummer|vorgang|fall|contact id|conversation id|interaction id|zaaknummer|numero de ticket",
    T.HANDLED_BY: CONTACT_HEADINGS[T.HANDLED_BY],
    T.TAG: "tag|tags|product or service|about|concerns|bereich|betrifft|label|labels|category|kategorie|categorie|"
    "categoria|area|product|produkt|produit|producto|prodotto",
    T.COMMENT: "comment|comments|feedback|kommentar|kommentare|anmerkung|anmerkungen|bemerkung|bemerkungen|commentaire|"
    "commentaires|comentario|comentarios|opmerking|opmerkingen|toelichting|commento|commenti|review|review text|"
    "reason for your score|reason|why|warum|begrundung|pourquoi|por que|waarom|perche|text|message|answer|antwort|"
    "suggestions|open feedback|verbatim|additional comments|what can we improve|anything else",
}
PURCHASE_HEADINGS: Final = {
    T.BOUGHT_ON: "purchase date|order date|bought on|date of purchase|transaction date|invoice date|paid at|date|day|"
    "kaufdatum|bestelldatum|rechnungsdatum|datum|tag|fecha|fecha de compra|date de commande|date d achat|besteldatum|"
    "data|created at|processed at",
    T.AMOUNT: "amount|total|order total|grand total|total paid|paid|price|sum|value|revenue|turnover|betrag|summe|"
    "gesamtbetrag|gesamt|umsatz|brutto|preis|montant|prix|total ttc|importe|precio|bedrag|importo|prezzo|gross|net",
    T.CURRENCY: "currency|wahrung|waehrung|devise|moneda|valuta",
    T.WHAT: "what|item|items|product|article|lineitem name|description|artikel|produkt|ware|beschreibung|produit|"
    "article achete|producto|prodotto|omschrijving",
    T.MOTIVE: "why|motive|purchase motive|reason|kaufmotiv|kaufgrund|grund",
    T.ORDER_NUMBER: "order number|order no|order id|order|receipt number|receipt|invoice number|invoice|bestellnummer|"
    "auftragsnummer|rechnungsnummer|belegnummer|numero de commande|numero de pedido|pedido|number|nr|id",
    **{target: CONTACT_HEADINGS[target] for target in (T.CUSTOMER, T.FIRST_NAME, T.LAST_NAME, T.COMPANY)},
    T.PHONE: CUSTOMER_HEADINGS[T.PHONE] + "|billing phone",
    T.EMAIL: CUSTOMER_HEADINGS[T.EMAIL] + "|billing email|customer email",
    T.CUSTOMER_NUMBER: SURVEY_HEADINGS[T.CUSTOMER_NUMBER],
}
CASE_LOG_HEADINGS: Final = {
    T.CASE_NUMBER: "number|" + SURVEY_HEADINGS[T.CASE_NUMBER] + "|incident|incident number|vorgangs nr|id|nr",
    T.STATUS: "state|ident state|incident state|case state|new state|to state|" + CONTACT_HEADINGS[T.STATUS],
    T.CHANGED_AT: "changed at|sys updated at|updated at|updated|changed|changed on|update time|modified at|"
    "last modified|state since|at|time|timestamp|geandert am|aktualisiert am|modifie le|actualizado el|"
    "gewijzigd op|modificato il|" + CONTACT_HEADINGS[T.STARTED_TIME],
    T.OPENED_AT: "opened at|opened|created at|created|created on|open date|eroffnet am|angelegt am|erstellt am|"
    "ouvert le|abierto el|geopend op|aperto il",
    **{target: CONTACT_HEADINGS[target] for target in (T.CHANNEL, T.TOPIC, T.OWNER)},
}
CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
NOT_WORD = re.compile(r"[^a-z0-9]+")
EXACT, WITHIN = 100, 50
_TABLES: Final = {
    TableKind.CONTACTS: CONTACT_HEADINGS,
    TableKind.CANDIDATES: CANDIDATE_HEADINGS,
    TableKind.SURVEYS: SURVEY_HEADINGS,
    TableKind.PURCHASES: PURCHASE_HEADINGS,
    TableKind.CASE_LOG: CASE_LOG_HEADINGS,
}


@cache
def normal(heading: str) -> str:
    """A heading as it is compared: words in small letters without accents and signs."""
    spaced = CAMEL.sub(" ", heading.strip()).replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", spaced.lower()).encode("ascii", "ignore").decode()
    return NOT_WORD.sub(" ", plain).strip()


def fit(heading: str, *, kind: TableKind) -> dict[Target, int]:
    """Points for each target that the heading may name: up to 100 for a whole match, up to 50 for a part of it."""
    words = normal(heading)
    if not words:
        return {}
    table = _TABLES.get(kind, CUSTOMER_HEADINGS)
    points = {target: _points(words, phrases.split("|")) for target, phrases in table.items()}
    if words.endswith((" id", " number", " nr", " no")):
        # "Contact ID" holds a key, no name.
        points[T.NAME] = points[T.CUSTOMER] = 0
    return {target: value for target, value in points.items() if value}


def _points(words: str, phrases: list[str]) -> int:
    if words in phrases:
        return max(EXACT - phrases.index(words), WITHIN + 1)
    padded = f" {words} "
    inside = [len(phrase) for phrase in phrases if len(phrase) > 3 and f" {phrase} " in padded]
    # The more of the heading the phrase explains, the better.
    return max(1, WITHIN * max(inside) // len(words)) if inside else 0
