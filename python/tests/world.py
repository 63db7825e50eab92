"""Articles of an invented world."""

LEDE = "Mayor Ingrid Dahl’s disastrous plan for the harbour of Ostervik will ruin the town, critics say."
BODY = (
    "“We asked for the figures in March 🐟 and got none,” said Tomas Reke, who leads the harbour office. "
    "The council slashed 40 posts because it wanted to silence its opponents. "
    "According to a report by the Halden Institute, 300 families have left Ostervik since 2029. "
    "An official who asked not to be named called the numbers wrong. Dahl did not answer questions on Monday."
)
ARTICLES = [
    {"id": "harbour", "text": f"{LEDE}\n\n{BODY}", "title": "Harbour plan", "outlet": "Ostervik Courier", "date": "2031-03-04", "desk": "city"},
    {"id": "fish", "text": "🐟🐟 The regime in Halden collapsed on Monday. It is believed that the fishers will win.", "outlet": "Halden Wire"},
    {"id": "copy", "text": f"{LEDE}\n\n{BODY} It rained.", "outlet": "Halden Wire", "date": "5 March 2031", "desk": "=1+1"},
    {
        "id": "fremd",
        "text": "Die Bürgermeisterin sagte am Montag vor der Presse, der Ausschuss werde noch vor der Ernte wieder zusammentreten. "
        "Ihr Stellvertreter nannte den Plan einen Fehler und erklärte, die Stadt könne ihn nicht bezahlen, was auch immer das "
        "Ministerium in der Hauptstadt im Frühjahr versprochen haben möge.",
    },
]
#: Items that are no articles, with a word of the reason.
BROKEN = [
    ({"id": "x"}, "text"),
    ("  \n", "no text"),
    ("a\0b", "NUL"),
    (7, "int"),
    ("lone \ud800 half", "Unicode"),
    ({"text": 7}, "no string"),
]
