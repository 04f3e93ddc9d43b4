namespace Crossbar.Compiler.Data;

/// <summary>An object of a JSON file, read member by member; what it holds and nobody asked for is an error, with what it may hold.</summary>
internal sealed class PlacedObject
{
    private const string Source = "Source";

    private readonly List<string> _known = [Source];

    /// <summary>Takes an object.</summary>
    /// <param name="place">Where it stands.</param>
    /// <exception cref="PlacedJsonException">It is no object.</exception>
    public PlacedObject(PlacedJson place)
    {
        Place = place;
        if (place.Kind != JsonTokenType.StartObject)
            throw new PlacedJsonException(place, "an object is needed: { ... }.");
    }

    /// <summary>Where it stands.</summary>
    public PlacedJson Place { get; }

    /// <summary>Whether it has a member.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A member; null if it is not there.</summary>
    public PlacedJson? Find(string name)
    {
        if (!_known.Contains(name))
            _known.Add(name);
        return Place[name];
    }

    /// <summary>A member that must be there.</summary>
    public PlacedJson Need(string name) => Find(name) ?? throw new PlacedJsonException(Place, $"'{name}' is missing.");

    /// <summary>An object in it; null if it is not there.</summary>
    public T? Part<T>(string name, Func<PlacedObject, T> read)
        where T : class
    {
        if (Find(name) is not { } place)
            return null;
        var node = new PlacedObject(place);
        var part = read(node);
        node.Finish();
        return part;
    }

    /// <summary>A number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="greatest">The greatest.</param>
    /// <param name="unit">Its unit, for people; empty for none.</param>
    public double Number(string name, double least, double greatest, string unit) => NumberOf(Need(name), least, greatest, unit);

    /// <summary>A number that may be left out.</summary>
    public double Number(string name, double least, double greatest, string unit, double otherwise) =>
        Find(name) is { } place ? NumberOf(place, least, greatest, unit) : otherwise;

    /// <summary>A whole number.</summary>
    public int Whole(string name, int least, int most, string unit = "")
    {
        var number = Number(name, least, most, unit);
        return number == Math.Floor(number) ? (int)number : throw new PlacedJsonException(Need(name), "a whole number is needed.");
    }

    /// <summary>A text that may be left out.</summary>
    public string? Text(string name) => Find(name) is not { } place ? null
        : place.Kind == JsonTokenType.String ? place.Text : throw new PlacedJsonException(place, "a text in quotes is needed.");

    /// <summary>Whether it says so.</summary>
    public bool Flag(string name) => Find(name) is { } place && (place.Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new PlacedJsonException(place, "true or false is needed."),
    });

    /// <summary>One of the values of an enumeration.</summary>
    public T Choice<T>(string name, T otherwise)
        where T : struct, Enum
    {
        if (Find(name) is not { } place)
            return otherwise;
        return place.Kind == JsonTokenType.String && Enum.GetNames<T>().Contains(place.Text)
            ? Enum.Parse<T>(place.Text)
            : throw new PlacedJsonException(place, $"it must be one of {string.Join(", ", Enum.GetNames<T>().Select(choice => $"\"{choice}\""))}.");
    }

    /// <summary>Where its constants are from, a line each: its own sources, and those of its parts with their names before them.</summary>
    /// <exception cref="PlacedJsonException">A source is no text.</exception>
    public ImmutableArray<string> Sources()
    {
        var sources = ImmutableArray.CreateBuilder<string>();
        Collect(Place, "");
        return sources.ToImmutable();

        void Collect(PlacedJson at, string prefix)
        {
            foreach (var (name, value) in at.Members)
            {
                if (name == Source)
                {
                    var lines = value.Kind == JsonTokenType.StartArray ? value.Elements : [value];
                    foreach (var line in lines)
                        sources.Add(line.Kind == JsonTokenType.String ? prefix + line.Text : throw new PlacedJsonException(line, "a text in quotes is needed."));
                }
                else if (value.Kind == JsonTokenType.StartObject)
                {
                    Collect(value, $"{name}: ");
                }
            }
        }
    }

    /// <summary>Refuses what nobody asked for.</summary>
    /// <exception cref="PlacedJsonException">There is such a member.</exception>
    public void Finish()
    {
        foreach (var (name, place) in Place.Members)
        {
            if (_known.Contains(name))
                continue;
            var advice = Spelling.Nearest(name, _known) is { } nearest ? $" Did you mean '{nearest}'?" : $" It can hold {string.Join(", ", _known)}.";
            throw new PlacedJsonException(place, $"there is no such member here.{advice}");
        }
    }

    /// <summary>The number that a place holds.</summary>
    public static double NumberOf(PlacedJson place, double least, double greatest, string unit)
    {
        if (place.Kind != JsonTokenType.Number)
            throw new PlacedJsonException(place, $"a number without quotes is needed{(unit.Length == 0 ? "" : " in " + unit)}.");
        var value = double.Parse(place.Text, CultureInfo.InvariantCulture);
        if (!(value >= least && value <= greatest))
            throw new PlacedJsonException(place, FormattableString.Invariant($"{place.Text} is out of its range, {least:G4} to {greatest:G4}{(unit.Length == 0 ? "" : " " + unit)}."));
        return value;
    }
}
